package io.github.integratedresponse.inventory;

import java.util.Arrays;
import java.util.Optional;

/** A framework of requirements that the controls of the standard are mapped to. */
public enum Framework {
    CIS_V8("cis-v8"),
    NIST_SP_800_53_R4("nist-800-53-r4"),
    PCI_DSS_V3_2_1("pci-dss-v3.2.1");

    private final String id;

    Framework(String id) {
        this.id = id;
    }

    /** How catalogues name the framework. */
    public String id() {
        return id;
    }

    static Optional<Framework> byId(String id) {
        return Arrays.stream(values())
                .filter(framework -> framework.id.equals(id))
                .findFirst();
    }
}
