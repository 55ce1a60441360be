package io.github.integratedresponse;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void codeRunsOneWayRoundTheLoop() {
        ApplicationModules.of(IntegratedResponse.class).verify();
    }
}
