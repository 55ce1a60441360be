package io.github.integratedresponse.process;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** The body of a request as text, for what is kept or checked exactly as it came. */
public final class Body {

    private Body() {}

    /**
     * @param accepted what a caller who sent something else is told to send
     * @return the whole body, unpacked, which is UTF-8
     * @throws TooLarge as soon as there is more than {@code limit}, packed or unpacked, also when no length was announced
     * @throws InvalidInput when the body isn't UTF-8, isn't packed as it says, or breaks off
     * @throws HttpMediaTypeNotSupportedException when another encoding was announced
     */
    public static String text(HttpServletRequest request, DataSize limit, List<MediaType> accepted)
            throws TooLarge, HttpMediaTypeNotSupportedException {
        requireUtf8(request, accepted);
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw new TooLarge(limit.toBytes());
        }
        byte[] bytes = read(request, limit);
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("body", "is not valid UTF-8");
        }
    }

    private static byte[] read(HttpServletRequest request, DataSize limit) throws TooLarge {
        byte[] bytes;
        try (InputStream in = unpacked(request, request.getInputStream())) {
            bytes = in.readNBytes(Math.toIntExact(limit.toBytes()) + 1);
        } catch (TooLarge e) {
            throw e;
        } catch (ZipException e) {
            throw new InvalidInput("body", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new InvalidInput("body", "breaks off before its end");
        }
        if (bytes.length > limit.toBytes()) {
            throw new TooLarge(limit.toBytes());
        }
        return bytes;
    }

    /**
     * @param raw the body as it comes; broken gzip is a {@link ZipException} when it is read
     * @return the same without its {@code Content-Encoding}; {@link LongBody#packed} says where there may be one
     */
    public static InputStream unpacked(HttpServletRequest request, InputStream raw) {
        return isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING)) ? new Gunzip(raw) : raw;
    }

    static boolean isGzip(@Nullable String encoding) {
        return encoding != null
                && (encoding.strip().equalsIgnoreCase("gzip")
                        || encoding.strip().equalsIgnoreCase("x-gzip"));
    }

    /** @throws HttpMediaTypeNotSupportedException when another encoding than UTF-8 was announced */
    public static void requireUtf8(HttpServletRequest request, List<MediaType> accepted)
            throws HttpMediaTypeNotSupportedException {
        MediaType type;
        Charset charset;
        try {
            type = MediaType.parseMediaType(String.valueOf(request.getContentType()));
            charset = type.getCharset();
        } catch (IllegalArgumentException e) {
            throw new HttpMediaTypeNotSupportedException("The content type can't be read");
        }
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw new HttpMediaTypeNotSupportedException(type, accepted);
        }
    }
}
