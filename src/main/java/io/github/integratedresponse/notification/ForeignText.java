package io.github.integratedresponse.notification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the sting out of text that an attacker may have written, such as the title of a finding, before people read it elsewhere. */
public final class ForeignText {

    private static final String NOTHING = "\u200b";
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*):(/{2,}|\\\\{2,})([^\\s/?#\\\\<>\"'|)\\]]*)");
    private static final Pattern ACTING_SCHEME = Pattern.compile(
            "(?i)\\b(javascript|vbscript|data|file|mailto|tel|sms|smb|ms-[a-z-]+|search-ms)\\s*:(?!//)(?=\\S)");
    private static final Pattern WWW = Pattern.compile("(?i)\\bwww\\.");
    /** What turns text round, or hides in it. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0]");

    private ForeignText() {}

    /** Addresses stay readable but are no links: {@code hxxps://evil[.]example}. */
    public static String withoutLinks(String text) {
        String seen = UNSEEN.matcher(text).replaceAll("");
        String defanged = ADDRESS.matcher(seen).replaceAll(ForeignText::defanged);
        String still = ACTING_SCHEME.matcher(defanged).replaceAll("$1[:]");
        return WWW.matcher(still).replaceAll("www[.]");
    }

    private static String defanged(java.util.regex.MatchResult address) {
        String scheme = address.group(1);
        String shown =
                scheme.regionMatches(true, 0, "http", 0, 4) ? "hxxp" + scheme.substring(4) + ":" : scheme + "[:]";
        return Matcher.quoteReplacement(
                shown + address.group(2) + address.group(3).replace(".", "[.]").replace("@", "[@]"));
    }

    /** For chat tools: no links, nobody called ({@code @channel}, {@code <!here>}), no link behind other words, no picture. */
    static String forChat(String text) {
        return withoutLinks(text)
                .replace("@", "@" + NOTHING)
                .replace('<', '\u2039')
                .replace('>', '\u203a')
                .replace("](", "]" + NOTHING + "(")
                .replace("][", "]" + NOTHING + "[")
                .replace("]:", "]" + NOTHING + ":");
    }
}
