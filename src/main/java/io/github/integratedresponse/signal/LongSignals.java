package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.LongBody;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Streams of signals may be of any length; what isn't a stream {@link IntakeApi} bounds by itself. */
@Component
class LongSignals implements LongBody {

    @Override
    public boolean expected(String method, String path) {
        return method.equals("POST") && path.equals("/api/v1/signals");
    }

    @Override
    public DataSize largest() {
        return DataSize.ofBytes(Long.MAX_VALUE);
    }

    @Override
    public boolean packed() {
        return true;
    }
}
