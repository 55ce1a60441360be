package io.github.integratedresponse.volume;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings as detection tools send them: OCSF Detection Findings of one and a half kilobytes, each with an id of its own. */
final class Findings {

    /** Things that most of them are about: more than that many incidents do not open. */
    private static final int RESOURCES = 200;

    private static final String TEXT =
            """
            {"activity_id":1,"activity_name":"Create","category_uid":2,"category_name":"Findings","class_uid":2004,\
            "class_name":"Detection Finding","type_uid":200401,"time":%1$d,"severity_id":%2$d,"severity":"Medium","status_id":1,\
            "status":"New","is_alert":true,"confidence_id":3,"confidence":"High","risk_level_id":3,"risk_level":"High",\
            "message":"Unusual sign-in of %3$s","metadata":{"version":"1.4.0","uid":"%4$s","product":{"name":"Cloud Watchtower",\
            "uid":"watchtower","vendor_name":"Example Security","version":"5.2"},"profiles":["cloud"],"logged_time":%1$d},\
            "cloud":{"provider":"AWS","region":"eu-central-1","account":{"uid":"111122223333","type":"AWS Account"}},\
            "finding_info":{"uid":"%4$s","title":"Unusual sign-in of %3$s","desc":"The principal signed in from an address it had \
            not used before, at a time at which it normally does nothing, and listed what it may do.",\
            "types":["Credential Access/Unusual Sign-In"],"created_time":%1$d,"modified_time":%1$d,"first_seen_time":%1$d,\
            "attacks":[{"version":"16.1","tactic":{"uid":"TA0006","name":"Credential Access"},"technique":{"uid":"T1078",\
            "name":"Valid Accounts"},"sub_technique":{"uid":"T1078.004","name":"Cloud Accounts"}}],"analytic":{"uid":"WT-0117",\
            "name":"Sign-in from unusual place","type_id":1,"type":"Rule","version":"4"},"src_url":\
            "https://watch.example.com/findings/%4$s"},"resources":[{"uid":"arn:aws:iam::111122223333:user/%3$s",\
            "type":"AWS::IAM::User","name":"%3$s","region":"eu-central-1","labels":[%5$s"env:production"]}],"observables":[\
            {"name":"evidences[].actor.user.name","type":"User Name","type_id":4,"value":"%3$s"},\
            {"name":"evidences[].src_endpoint.ip","type":"IP Address","type_id":2,"value":"198.51.%6$d.%7$d"}]}""";

    private final String run = Long.toString(System.nanoTime(), 36);
    private final AtomicLong next = new AtomicLong();
    private final long time = System.currentTimeMillis() - 60_000;

    /** One of many about the same few hundred things. */
    String related() {
        long n = next.incrementAndGet();
        return text(n, "account-" + new Random(n).nextInt(RESOURCES), 3, "");
    }

    /** One that is about nothing else that is open. */
    String unrelated() {
        long n = next.incrementAndGet();
        return text(n, "lone-" + run + "-" + n, 3, "");
    }

    /** One about a product that nothing else is about. */
    String about(String product) {
        long n = next.incrementAndGet();
        return text(n, "lone-" + run + "-" + n, 4, "\"product:" + product + "\",");
    }

    static String array(List<String> findings) {
        return findings.stream().collect(Collectors.joining(",", "[", "]"));
    }

    static String lines(List<String> findings) {
        return findings.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    static List<String> several(int number, Supplier<String> one) {
        return Stream.generate(one).limit(number).toList();
    }

    /** How many were made. */
    long made() {
        return next.get();
    }

    /** What all ids begin with. */
    String run() {
        return run;
    }

    private String text(long n, String account, int severity, String label) {
        return TEXT.formatted(time, severity, account, run + "-" + n, label, n / 250 % 250, n % 250);
    }
}
