package io.github.integratedresponse.testing;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request written piece by piece: for who breaks off in the middle, and for answers that are read while the body is still sent. */
public final class RawRequest implements Closeable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final Map<String, String> headers = new TreeMap<>();
    private int status;
    private @Nullable BufferedReader answer;

    private RawRequest(URI base) throws IOException {
        this.socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** A POST whose length is not known before its end. */
    public static RawRequest post(URI base, String path, String authorization, String contentType) throws IOException {
        RawRequest request = new RawRequest(base);
        request.out.write(("POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Type: %s\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                .formatted(path, authorization, contentType)
                .getBytes(StandardCharsets.UTF_8));
        return request;
    }

    public void send(String piece) throws IOException {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Says that the body is whole. */
    public void end() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Waits for the head of the answer. */
    public int status() throws IOException {
        if (status == 0) {
            readHead();
        }
        return status;
    }

    /** @param name in any case */
    public @Nullable String header(String name) throws IOException {
        status();
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The next line of the answer.
     *
     * @return {@code null} when it ended as it should
     * @throws IOException when it broke off
     */
    public @Nullable String line() throws IOException {
        status();
        if (answer == null) {
            String length = headers.get("content-length");
            InputStream body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                    ? new Chunks(in)
                    : new Measured(in, length == null ? 0 : Long.parseLong(length));
            answer = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }
        return answer.readLine();
    }

    /** Ends the connection as one ends whose cable was pulled: whatever is on its way is lost. */
    public void hangUp() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readHead() throws IOException {
        String[] first = headLine(in).split(" ", 3);
        for (String line = headLine(in); !line.isEmpty(); line = headLine(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        status = Integer.parseInt(first[1]);
    }

    private static String headLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = read(in); b != '\n'; b = read(in)) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    private static int read(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("The answer broke off");
        }
        return b;
    }

    /** A body of a length that was said. */
    private static final class Measured extends InputStream {

        private final InputStream in;
        private long left;

        Measured(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return RawRequest.read(in);
        }
    }

    /** A body in chunks, each with its length before it. */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private long left;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                left = Long.parseLong(headLine(in), 16);
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int n = in.read(bytes, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw new EOFException("The answer broke off");
            }
            left -= n;
            if (left == 0) {
                headLine(in);
            }
            return n;
        }
    }
}
