package io.github.integratedresponse.signal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request that is sent piece by piece while its answer is read, which no client of the JDK can do. */
final class OpenStream implements AutoCloseable {

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;
    private final Map<String, String> headers = new TreeMap<>();
    private int status;
    private int leftOfChunk;
    private boolean over;

    /** @param account whose password is its name */
    OpenStream(String base, String account, String query, String... headers) throws IOException {
        URI address = URI.create(base);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
        String who = account.startsWith("Bearer ")
                ? account
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((account + ":" + account).getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>(List.of(
                "POST /api/v1/signals" + query + " HTTP/1.1",
                "Host: localhost",
                "Authorization: " + who,
                "Transfer-Encoding: chunked"));
        lines.addAll(List.of(headers));
        if (Stream.of(headers).noneMatch(header -> header.startsWith("Content-Type"))) {
            lines.add("Content-Type: application/x-ndjson");
        }
        raw((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    OpenStream send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    OpenStream send(byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        chunk.writeBytes(bytes);
        chunk.writeBytes(new byte[] {'\r', '\n'});
        raw(chunk.toByteArray());
        return this;
    }

    OpenStream end() throws IOException {
        raw("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    int status() throws IOException {
        if (status == 0) {
            status = Integer.parseInt(head().split(" ")[1]);
            for (String line = head(); !line.isEmpty(); line = head()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return status;
    }

    @Nullable
    String header(String name) throws IOException {
        status();
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    private String head() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the answer breaks off");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** @return the next line of the answer, or {@code null} after the last */
    @Nullable
    String line() throws IOException {
        status();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = next(); b >= 0; b = next()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    private int next() throws IOException {
        if (over) {
            return -1;
        }
        if (!headers.containsKey("transfer-encoding")) {
            String length = headers.getOrDefault("content-length", "0");
            leftOfChunk = leftOfChunk == 0 ? Integer.parseInt(length) : leftOfChunk;
            over = leftOfChunk <= 1;
            leftOfChunk--;
            return length.equals("0") ? -1 : in.read();
        }
        if (leftOfChunk == 0) {
            leftOfChunk = Integer.parseInt(head(), 16);
            if (leftOfChunk == 0) {
                head();
                over = true;
                return -1;
            }
        }
        int b = in.read();
        if (--leftOfChunk == 0) {
            head();
        }
        return b;
    }

    /** Goes without a word. */
    void hangUp() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
