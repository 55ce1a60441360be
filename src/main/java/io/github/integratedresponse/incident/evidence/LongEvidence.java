package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.process.LongBody;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Files of evidence may be longer than other bodies: they are read piece by piece. */
@Component
class LongEvidence implements LongBody {

    private static final Pattern UPLOAD = Pattern.compile("(?:/api/v1|/camunda/api/response)/incidents/[^/]+/evidence");

    private final EvidenceProperties limits;

    LongEvidence(EvidenceProperties limits) {
        this.limits = limits;
    }

    @Override
    public boolean expected(String method, String path) {
        return method.equals("POST") && UPLOAD.matcher(path).matches();
    }

    @Override
    public DataSize largest() {
        return limits.largestFile();
    }
}
