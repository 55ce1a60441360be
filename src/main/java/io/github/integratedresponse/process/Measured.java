package io.github.integratedresponse.process;

import java.util.List;

/** Something of the platform that is measured for {@code /actuator/prometheus}. It is asked every ten seconds at most. */
public interface Measured {

    /** @return what is so now; each query behind it must stay cheap however much the platform holds */
    List<Measurement> measure();
}
