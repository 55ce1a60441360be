package io.github.integratedresponse.signal.format;

import java.util.regex.Pattern;

/** What a value is that comes without a type: what it looks like. */
final class ObservableShape {

    static final String UNKNOWN = "Unknown";

    private static final int LONGEST = 300;

    private static final Pattern IP_ADDRESS = Pattern.compile(
            "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(/\\d{1,2})?|[0-9A-Fa-f:]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Pattern HASH =
            Pattern.compile("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{128}");
    private static final Pattern CVE = Pattern.compile("(?i)CVE-\\d{4}-\\d{4,}");
    private static final Pattern ADDRESS_OF_MAIL = Pattern.compile("[^\\s@/]+@[^\\s@/]+");
    private static final Pattern HOSTNAME = Pattern.compile("[\\w-]{1,63}(\\.[\\w-]{1,63}){1,30}");

    private ObservableShape() {}

    /** @return the type, as {@link Observable} has it; {@value #UNKNOWN} when it could be anything */
    static String of(String value) {
        if (value.contains("://")) {
            return Observable.URL;
        }
        if (value.length() > LONGEST) {
            return UNKNOWN;
        }
        return IP_ADDRESS.matcher(value).matches()
                ? Observable.IP_ADDRESS
                : HASH.matcher(value).matches()
                        ? Observable.HASH
                        : CVE.matcher(value).matches()
                                ? Observable.CVE
                                : ADDRESS_OF_MAIL.matcher(value).matches()
                                        ? Observable.EMAIL_ADDRESS
                                        : HOSTNAME.matcher(value).matches() ? Observable.HOSTNAME : UNKNOWN;
    }
}
