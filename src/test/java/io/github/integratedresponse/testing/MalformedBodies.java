package io.github.integratedresponse.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bodies that are broken in the ways that bodies break, made from real ones; the same ones every time. */
public final class MalformedBodies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MalformedBodies() {}

    /** @return {@code count} broken variants of JSON texts: cut off, garbled, too deep, in wrong encodings */
    public static List<byte[]> json(List<String> real, int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> bodies = new ArrayList<>(List.of(
                utf8(""),
                utf8("   \n"),
                utf8("nothing"),
                utf8("17"),
                utf8("\"text\""),
                utf8("null"),
                utf8("true"),
                utf8("{"),
                utf8("["),
                utf8("[{}]"),
                utf8("{}"),
                utf8("[]"),
                utf8("[1,2,3]"),
                utf8("[[{}]]"),
                utf8("[null]"),
                utf8("{}{}"),
                utf8("NaN"),
                utf8("{'id':'single quotes'}"),
                utf8("{id:1}"),
                utf8("{\"id\":01}"),
                utf8("{\"id\":1,}"),
                utf8("// comment\n{}"),
                utf8("<finding/>"),
                utf8("{\"a\":\"\u0000\"}"),
                utf8("{\"n\":" + "9".repeat(2_000) + "}"),
                utf8("{\"" + "n".repeat(60_000) + "\":1}"),
                utf8("[".repeat(101) + "]".repeat(101)),
                utf8("[".repeat(100_000)),
                utf8("{\"a\":".repeat(150) + "1" + "}".repeat(150)),
                new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1},
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0}));
        while (bodies.size() < count) {
            String text = real.get(random.nextInt(real.size()));
            byte[] bytes = utf8(text);
            int at = 1 + random.nextInt(bytes.length - 10);
            byte[] broken =
                    switch (random.nextInt(6)) {
                        case 0 -> Arrays.copyOf(bytes, at);
                        case 1 -> without(bytes, at, 1 + random.nextInt(8));
                        case 2 -> text.getBytes(
                                random.nextBoolean() ? StandardCharsets.UTF_16 : Charset.forName("UTF-32LE"));
                        case 3 -> with(bytes, at, (byte) 0xC3, (byte) 0x28);
                        case 4 -> with(bytes, at, (byte) random.nextInt(32));
                        default -> with(bytes, at, (byte) (0x80 + random.nextInt(0x40)));
                    };
            if (!isJson(broken)) {
                bodies.add(broken);
            }
        }
        return bodies;
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @return {@code bytes} with others put in at a place */
    public static byte[] with(byte[] bytes, int at, byte... others) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(others);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        int rest = Math.min(bytes.length, at + length);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }

    private static boolean isJson(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            JSON.readTree(text);
            return true;
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }
}
