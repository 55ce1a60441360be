package io.github.integratedresponse.incident.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Looks whether a content is text, whatever its letters are: no byte that only programs and pictures have, and no beginning that a browser
 * takes for a page or a shell for a script. Logs of old systems aren't in UTF-8, so that isn't asked for; Windows writes UTF-16, which is known by
 * its byte order mark.
 */
final class TextCheck {

    static final int HEAD = 8_192;

    /** A page, a drawing or a script, after what may stand before it. */
    private static final Pattern ACTIVE = Pattern.compile(
            "\\A(?:\\s|<!--(?:(?!-->).)*+-->|<\\?xml(?:(?!\\?>).)*+\\?>)*+"
                    + "(?:<!doctype\\s+(?:html|svg)|<(?:\\w+:)?(?:html|head|body|script|svg|iframe|hta:application|\\?xml-stylesheet)\\b"
                    + "|<\\?(?:xml-stylesheet|php)|#!)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What makes a browser run what stands in XML. */
    private static final Pattern PAGE_IN_XML = Pattern.compile(
            "http://www\\.w3\\.org/(?:1999/xhtml|2000/svg)|<\\?xml-stylesheet", Pattern.CASE_INSENSITIVE);

    private final boolean wide;
    private final boolean bigEndian;
    private boolean clean = true;
    private int odd = -1;

    private TextCheck(byte[] head) {
        this.bigEndian = starts(head, 0xFE, 0xFF);
        this.wide = bigEndian || starts(head, 0xFF, 0xFE);
    }

    private static boolean starts(byte[] head, int first, int second) {
        return head.length >= 2 && head[0] == (byte) first && head[1] == (byte) second;
    }

    /** @return whether the whole content is text */
    static boolean text(InputStream content) throws IOException {
        byte[] buffer = content.readNBytes(HEAD);
        TextCheck check = new TextCheck(buffer);
        for (int n = buffer.length; n > 0; n = Math.max(0, content.read(buffer))) {
            check.look(buffer, n);
        }
        return check.clean && check.odd < 0;
    }

    private void look(byte[] bytes, int length) {
        for (int i = 0; i < length && clean; i++) {
            int b = bytes[i] & 0xFF;
            if (!wide) {
                clean = written(b);
            } else if (odd < 0) {
                odd = b;
            } else {
                clean = written(bigEndian ? odd << 8 | b : b << 8 | odd);
                odd = -1;
            }
        }
    }

    /** Tabs, line ends, form feeds, and the escape that colours a terminal. */
    private static boolean written(int unit) {
        return unit >= 0x20 && unit != 0x7F || unit >= 9 && unit <= 13 || unit == 0x1B;
    }

    /** @param head the first {@link #HEAD} bytes of the content */
    static boolean active(byte[] head, boolean xml) {
        Charset letters = starts(head, 0xFE, 0xFF) || starts(head, 0xFF, 0xFE)
                ? StandardCharsets.UTF_16
                : StandardCharsets.ISO_8859_1;
        String text = new String(head, letters);
        if (text.startsWith("\u00EF\u00BB\u00BF")) {
            text = text.substring(3);
        }
        return ACTIVE.matcher(text).find() || xml && PAGE_IN_XML.matcher(text).find();
    }
}
