package io.github.integratedresponse.process;

import java.util.regex.Pattern;

/**
 * Texts that attackers and people wrote, as the Markdown of a form shows them: nothing in them acts as markup, and an address in them is
 * no link that a click follows.
 */
public final class PlainText {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|<>~&=@-]|:(?=/)|(?<=(?i:www))\\.");

    private PlainText() {}

    public static String inMarkdown(String text) {
        return MARKUP.matcher(text).replaceAll("\\\\$0");
    }
}
