package io.github.integratedresponse.volume;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request of any length in chunks, whose answer is read line by line while it is sent, which the JDK's client can't. */
final class LongRequest {

    private LongRequest() {}

    /**
     * @param head lines of the request, each ended by {@code \r\n}
     * @param pieces of the body; {@code null} ends it
     * @return when the answer is read to its end
     */
    static void send(int port, String head, Supplier<@Nullable String> pieces, Consumer<String> lines)
            throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            CompletableFuture<@Nullable Void> sent = CompletableFuture.runAsync(() -> send(out, pieces));
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            String status = line(in);
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                // what the answer is made of is known
            }
            if (!status.matches("HTTP/1.1 20[02].*")) {
                throw new IOException("Refused: " + status);
            }
            try (BufferedReader answer =
                    new BufferedReader(new InputStreamReader(new Chunks(in), StandardCharsets.UTF_8))) {
                answer.lines().forEach(lines);
            }
            sent.get();
        }
    }

    private static void send(OutputStream out, Supplier<@Nullable String> pieces) {
        try {
            for (String piece = pieces.get(); piece != null; piece = pieces.get()) {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(bytes);
                out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The body of an answer in chunks. */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private int left;
        private boolean first = true;
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
                if (!first) {
                    line(in);
                }
                first = false;
                left = Integer.parseInt(line(in).split(";")[0].strip(), 16);
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int number = in.read(bytes, offset, Math.min(length, left));
            if (number < 0) {
                throw new EOFException("The server hung up");
            }
            left -= number;
            return number;
        }
    }
}
