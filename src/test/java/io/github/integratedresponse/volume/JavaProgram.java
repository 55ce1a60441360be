package io.github.integratedresponse.volume;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A web application in a process of its own, on a part of this one's class path. */
final class JavaProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Process process;
    private final int port;
    private final double secondsToStart;

    private JavaProgram(Process process, int port, double secondsToStart) {
        this.process = process;
        this.port = port;
        this.secondsToStart = secondsToStart;
    }

    /**
     * @param log where it writes what it says
     * @param entries of the class path that it gets
     * @param ready the path that answers 200 when it is ready
     * @return it, when it is ready
     */
    static JavaProgram start(
            Path log,
            List<String> options,
            Predicate<String> entries,
            Class<?> main,
            String ready,
            List<String> arguments)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(java("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(entries), main.getName(), "--server.port=" + port));
        command.addAll(arguments);
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // also when the benchmark itself is ended
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            HttpClient http = HttpClient.newHttpClient();
            while (process.isAlive() && System.nanoTime() - begin < PATIENCE.toNanos()) {
                if (answers(http, port, ready)) {
                    return new JavaProgram(process, port, (System.nanoTime() - begin) / 1e9);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        process.destroyForcibly();
        throw new IllegalStateException(main.getSimpleName() + " did not start: " + tail(log));
    }

    private static boolean answers(HttpClient http, int port, String ready) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + ready))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** Without what counts how far tests reach: it listens to every engine that it finds, and waits for a test to begin. */
    private static String classPath(Predicate<String> entries) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("process-test-coverage"))
                .filter(entries)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** From the command to the first answer. */
    double secondsToStart() {
        return secondsToStart;
    }

    /** @return what the virtual machine answers to a diagnostic command */
    String ask(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(java("jcmd"), String.valueOf(pid())));
        line.addAll(List.of(command));
        Process asking = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor(60, TimeUnit.SECONDS);
        return answer;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }
}
