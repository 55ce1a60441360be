package io.github.integratedresponse.volume;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One client's connection, kept open from request to request. It does next to nothing, because client and platform share the
 * processors: what the client takes, the platform lacks.
 */
final class KeptConnection implements AutoCloseable {

    /** Well before the server ends a connection that nobody uses. */
    private static final long LONGEST_IDLE = TimeUnit.SECONDS.toNanos(8);

    private final int port;
    private final String headers;
    private long used = System.nanoTime();
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /** @param headers lines that go with every request, each ended by {@code \r\n} */
    KeptConnection(int port, String headers) throws IOException {
        this.port = port;
        this.headers = "Host: 127.0.0.1:" + port + "\r\n" + headers;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
    }

    record Answer(int status, int retryAfter, String body) {}

    Answer post(String path, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                "POST " + path + " HTTP/1.1\r\n" + headers + "Content-Type: " + type + "\r\nContent-Length: "
                        + bytes.length + "\r\n\r\n",
                bytes);
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n", new byte[0]);
    }

    private Answer send(String head, byte[] body) throws IOException {
        if (System.nanoTime() - used > LONGEST_IDLE) {
            again();
        }
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        out.write(request);
        Answer answer = answer();
        used = System.nanoTime();
        return answer;
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        int retryAfter = 0;
        boolean chunked = false;
        boolean last = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            String value = lower.substring(lower.indexOf(':') + 1).strip();
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(value);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            } else if (lower.startsWith("retry-after:")) {
                retryAfter = Integer.parseInt(value);
            } else if (lower.startsWith("connection:")) {
                last = value.equals("close");
            }
        }
        String body = chunked ? chunks() : new String(read(length), StandardCharsets.UTF_8);
        if (last) {
            again();
        }
        return new Answer(status, retryAfter, body);
    }

    /** A server ends a connection after some hundred requests, or when it is idle; the next goes over a new one. */
    private void again() throws IOException {
        socket.close();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
        out = socket.getOutputStream();
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line().split(";")[0].strip(), 16);
                size > 0;
                size = Integer.parseInt(line().split(";")[0].strip(), 16)) {
            whole.write(read(size));
            line();
        }
        line();
        return whole.toString(StandardCharsets.UTF_8);
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The server hung up");
        }
        return bytes;
    }

    private String line() throws IOException {
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
