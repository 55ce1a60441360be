package io.github.integratedresponse.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@PlatformTest
class ControlCatalogueTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ControlCatalogue catalogue;

    @Autowired
    private Controls controls;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theShippedCatalogueIsThereFromTheStart() {
        assertThat(controls.all()).hasSizeGreaterThanOrEqualTo(86);
        Control control = controls.byId("LT-3").orElseThrow();
        assertThat(control.domain()).isEqualTo("Logging and Threat Detection");
        assertThat(control.title()).isNotBlank();
        assertThat(control.description()).isNotBlank();
        assertThat(controls.mappings("NS-1").get(Framework.CIS_V8)).containsExactly("3.12", "13.4", "4.4");
        assertThat(controls.mappings("NS-1").get(Framework.NIST_SP_800_53_R4)).contains("AC-4");
        assertThat(controls.mappings("NS-1").get(Framework.PCI_DSS_V3_2_1)).contains("1.1");
    }

    @Test
    void anUnchangedCatalogueIsNotReadAgainAndAChangedOneIs() throws IOException {
        byte[] shipped = bytes("mcsb-v1.oscal.json");
        byte[] mappings = bytes("mcsb-v1.mappings.json");
        long before = mappingCount();

        assertThat(catalogue.load(shipped, mappings)).isFalse();

        byte[] changed = new String(shipped, java.nio.charset.StandardCharsets.UTF_8)
                .replace("Establish network segmentation boundaries", "Changed title")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(catalogue.load(changed, mappings)).isTrue();
        assertThat(controls.byId("NS-1").orElseThrow().title()).isEqualTo("Changed title");
        assertThat(catalogue.load(shipped, mappings)).isTrue();
        assertThat(controls.byId("NS-1").orElseThrow().title()).isEqualTo("Establish network segmentation boundaries");
        assertThat(mappingCount()).isEqualTo(before);
    }

    @Test
    void controlsAreListedAndShownWithTheirMappings() throws Exception {
        mvc.perform(get("/api/v1/controls?framework=NIST_SP_800_53_R4&requirement=ac-4&size=200")
                        .with(user("auditor").roles("auditor")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[*].id", hasItem("NS-1")));
        mvc.perform(get("/api/v1/controls?text=network segmentation boundaries")
                        .with(user("auditor").roles("auditor")))
                .andExpect(jsonPath("$.items[0].id").value("NS-1"));
        mvc.perform(get("/api/v1/controls/ns-1").with(user("auditor").roles("auditor")))
                .andExpect(jsonPath("$.mappings.CIS_V8[0]").value("3.12"));
        mvc.perform(get("/api/v1/controls/XX-1").with(user("auditor").roles("auditor")))
                .andExpect(status().isNotFound());
    }

    private long mappingCount() {
        return jdbc.sql("select count(*) from response.control_mapping")
                .query(Long.class)
                .single();
    }

    private static byte[] bytes(String name) throws IOException {
        return new ClassPathResource("catalog/" + name).getContentAsByteArray();
    }
}
