package io.github.integratedresponse.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.MalformedBodies;
import io.github.integratedresponse.testing.PlatformTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PlatformTest
class ProductImportTest {

    private static final String HEADER = "id,name,division,owner,tier,dataClass,exposure,tags\n";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Products products;

    private final String mark = "T-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theExamplesAreImportedAsCsvAndAreTheSameAsJson() throws Exception {
        assertThat(csv(Files.readString(Path.of("examples/products.csv"))).getStatus())
                .isEqualTo(200);
        MockHttpServletResponse same = jsonImport(Files.readString(Path.of("examples/products.json")));

        assertThat(counts(same)).isEqualTo(Map.of("created", 0, "updated", 0, "unchanged", 40));
        assertThat(products.byId("PRD-1034").orElseThrow())
                .isEqualTo(new Product(
                        "PRD-1034",
                        "Payments API",
                        "Customer Applications",
                        "chiara.rossi@example.com",
                        0,
                        Product.DataClass.RESTRICTED,
                        Product.Exposure.INTERNET,
                        List.of("cloud:aws", "lang:java", "region:eu", "regulated:pci"),
                        "DE"));
    }

    @Test
    void anImportSaysWhatItChanged() throws Exception {
        assertThat(counts(csv(HEADER + row("1", "0") + row("2", "1"))))
                .isEqualTo(Map.of("created", 2, "updated", 0, "unchanged", 0));
        assertThat(counts(csv(HEADER + row("1", "0") + row("2", "3") + row("3", "1"))))
                .isEqualTo(Map.of("created", 1, "updated", 1, "unchanged", 1));
        assertThat(products.byId(mark + "-2").orElseThrow().tier()).isEqualTo(3);
    }

    @Test
    void spreadsheetsWriteCsvInTheirOwnWays() throws Exception {
        String fromASpreadsheet = "\uFEFFID;Name;Data Class;Division;exposure;TIER;Owner;Tags\r\n"
                + "%s-1;\"Pay; \"\"now\"\"\";Restricted;Apps;INTERNET;0;o@example.com;\"a;b;;a\"\r\n\r\n"
                        .formatted(mark);

        assertThat(csv(fromASpreadsheet).getStatus()).isEqualTo(200);
        Product product = products.byId(mark + "-1").orElseThrow();
        assertThat(product.name()).isEqualTo("Pay; \"now\"");
        assertThat(product.tags()).containsExactly("a", "b");
    }

    @Test
    void everyProblemOfEveryRowIsNamedAndNothingChanges() throws Exception {
        long before = products.count();
        MockHttpServletResponse response = csv(HEADER
                + row("1", "0")
                + "%s-2,,Apps,o@example.com,7,secret,internal,\n".formatted(mark)
                + "%s-1,=cmd(),Apps,@sum,1,public,nowhere,-x;y\n".formatted(mark)
                + "bad id,Name,Apps,o@example.com,one,public,internal,,,extra\n"
                + "%s-5,Short\n".formatted(mark));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(fields(response))
                .containsExactlyInAnyOrder(
                        "rows[2].name",
                        "rows[2].tier",
                        "rows[2].dataClass",
                        "rows[3].id",
                        "rows[3].name",
                        "rows[3].owner",
                        "rows[3].exposure",
                        "rows[3].tags",
                        "rows[4]",
                        "rows[4].id",
                        "rows[4].tier",
                        "rows[5].division",
                        "rows[5].owner",
                        "rows[5].tier",
                        "rows[5].dataClass",
                        "rows[5].exposure");
        assertThat(products.count()).isEqualTo(before);
    }

    @Test
    void everyProblemOfAJsonListIsNamedToo() throws Exception {
        MockHttpServletResponse response = jsonImport(
                """
                [{"id": 5, "name": "N", "division": "D", "owner": "O", "tier": "0", "dataClass": "public", "exposure": "internal"},
                 {"id": "x", "name": "N\\nM", "division": {}, "owner": "O", "tier": 1.5, "dataClass": "public", "exposure": "internal",
                  "tags": [1], "colour": "red"}, 17, {"id": "y", "id": "z"}]
                """);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(fields(response))
                .contains(
                        "rows[1].id",
                        "rows[2].name",
                        "rows[2].division",
                        "rows[2].tier",
                        "rows[2].tags",
                        "rows[2].colour",
                        "rows[3]",
                        "rows[4].id",
                        "rows[4].name");
    }

    @Test
    void aHeaderThatDoesNotFitIsExplained() throws Exception {
        assertThat(messages(csv("id,name,colour,name\nx,y,z,y\n")))
                .contains(
                        "names a column that is not known: \"colour\"; known are"
                                + " id, name, division, owner, tier, dataClass, exposure, tags, region",
                        "names the column name twice",
                        "must name the column tier");
        assertThat(csv("").getStatus()).isEqualTo(400);
        assertThat(messages(csv(HEADER))).containsExactly("are missing");
        assertThat(messages(csv(HEADER + "a,\"b"))).hasSize(1);
    }

    @Test
    void aLargeRegistryIsImportedInOneGo() throws Exception {
        StringBuilder large = new StringBuilder(HEADER);
        for (int i = 0; i < ProductImport.MOST; i++) {
            large.append(row("large-" + i, String.valueOf(i % 4)));
        }
        long start = System.nanoTime();
        assertThat(counts(csv(large.toString())).get("created")).isEqualTo(ProductImport.MOST);
        assertThat(counts(csv(large.toString())).get("unchanged")).isEqualTo(ProductImport.MOST);
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
        assertThat(messages(csv(large + row("more", "1")))).contains("may be 20000 at most");
        jdbc.sql("delete from response.product where id like ?")
                .param(mark + "-large-%")
                .update();
    }

    @Test
    void onlyThoseWhoKeepTheRegistryMayImport() throws Exception {
        for (String role : List.of("process-owner", "governance-analyst", "administrator")) {
            assertThat(sent(csvRequest(HEADER + row("1", "0")), role).getStatus())
                    .as(role)
                    .isEqualTo(200);
        }
        for (String role : List.of("responder", "auditor", "executive")) {
            assertThat(sent(csvRequest(HEADER + row("1", "0")), role).getStatus())
                    .as(role)
                    .isEqualTo(403);
        }
    }

    @Test
    void productsAreListedByWhatTheyAre() throws Exception {
        csv(HEADER + row("1", "0") + row("2", "3"));
        String division = "/api/v1/products?division=" + mark;

        assertThat(shown(division).get("total").asInt()).isEqualTo(2);
        assertThat(shown(division + "&tier=3").get("items").get(0).get("id").asText())
                .isEqualTo(mark + "-2");
        assertThat(shown(division + "&owner=O@EXAMPLE.COM&tag=b&dataClass=PUBLIC&exposure=INTERNAL&name=product 1")
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(shown("/api/v1/products/" + mark + "-1").get("name").asText())
                .isEqualTo("Product 1");
        assertThat(sent(get("/api/v1/products/none"), "responder").getStatus()).isEqualTo(404);
        assertThat(sent(get("/api/v1/products?tier=top&dataClass=x"), "responder")
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void malformedBodiesAreAlwaysTheSendersMistakeAndLeaveNothing() throws Exception {
        long before = products.count();
        for (byte[] body : MalformedBodies.json(List.of(Files.readString(Path.of("examples/products.json"))), 200, 7)) {
            refused(put("/api/v1/products").contentType("application/json").content(body), body);
        }
        Random random = new Random(11);
        byte[] real = MalformedBodies.utf8(Files.readString(Path.of("examples/products.csv")));
        List<byte[]> tables = new ArrayList<>(List.of(
                MalformedBodies.utf8(""),
                MalformedBodies.utf8("\n\n"),
                MalformedBodies.utf8("nonsense"),
                MalformedBodies.utf8("{\"id\": 1}"),
                MalformedBodies.utf8("\"\"\"\"\"\""),
                MalformedBodies.utf8(HEADER + ",".repeat(100_000)),
                MalformedBodies.utf8(HEADER + "\"" + "x".repeat(1_000_000)),
                new String(real, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16),
                new String(real, StandardCharsets.UTF_8).getBytes(java.nio.charset.Charset.forName("UTF-32"))));
        byte[][] breaks = {
            {(byte) 0xC3, 0x28},
            {0},
            {7},
            {'\n', '=', ','},
            {','},
            {(byte) 0xFF},
            {'\n', 'x', '\n'}
        };
        while (tables.size() < 200) {
            int at = HEADER.length() + random.nextInt(real.length - HEADER.length());
            byte[] broken = breaks[random.nextInt(breaks.length)];
            // a comma more within the tags is a value more, anywhere else it moves the values
            tables.add(MalformedBodies.with(real, at, broken));
        }
        for (byte[] body : tables) {
            refused(put("/api/v1/products").contentType("text/csv").content(body), body);
        }
        byte[] fine = MalformedBodies.utf8(HEADER + row("1", "0"));
        refused(put("/api/v1/products").contentType("text/csv;charset=UTF-16").content(fine), fine);
        refused(put("/api/v1/products").contentType("application/xml").content(fine), fine);
        refused(put("/api/v1/products").contentType("text/csv").content(new byte[11_000_000]), new byte[0]);
        assertThat(products.count()).isEqualTo(before);
    }

    private void refused(MockHttpServletRequestBuilder request, byte[] body) throws Exception {
        MockHttpServletResponse response = sent(request, "process-owner");
        assertThat(response.getStatus())
                .as(() -> new String(body, 0, Math.min(body.length, 6_000), StandardCharsets.UTF_8))
                .isBetween(400, 499);
        assertThat(response.getContentType()).startsWith("application/problem+json");
    }

    private String row(String id, String tier) {
        return "%s-%s,Product %s,%s,o@example.com,%s,public,internal,a;b\n".formatted(mark, id, id, mark, tier);
    }

    private static MockHttpServletRequestBuilder csvRequest(String text) {
        return put("/api/v1/products").contentType("text/csv").content(MalformedBodies.utf8(text));
    }

    private MockHttpServletResponse csv(String text) throws Exception {
        return sent(csvRequest(text), "process-owner");
    }

    private MockHttpServletResponse jsonImport(String text) throws Exception {
        return sent(
                put("/api/v1/products").contentType("application/json").content(MalformedBodies.utf8(text)),
                "process-owner");
    }

    private MockHttpServletResponse sent(MockHttpServletRequestBuilder request, String role) throws Exception {
        return mvc.perform(request.with(user(role).roles(role))).andReturn().getResponse();
    }

    private JsonNode shown(String uri) throws Exception {
        MockHttpServletResponse response = sent(get(uri), "responder");
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        return json.readTree(response.getContentAsByteArray());
    }

    private Map<String, Integer> counts(MockHttpServletResponse response) throws Exception {
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        JsonNode counts = json.readTree(response.getContentAsByteArray());
        return Map.of(
                "created", counts.get("created").asInt(),
                "updated", counts.get("updated").asInt(),
                "unchanged", counts.get("unchanged").asInt());
    }

    private List<String> fields(MockHttpServletResponse response) throws Exception {
        return texts(response, "field");
    }

    private List<String> messages(MockHttpServletResponse response) throws Exception {
        return texts(response, "message");
    }

    private List<String> texts(MockHttpServletResponse response, String of) throws Exception {
        assertThat(response.getStatus()).isEqualTo(400);
        List<String> texts = new ArrayList<>();
        json.readTree(response.getContentAsByteArray())
                .get("problems")
                .forEach(problem -> texts.add(problem.get(of).asText()));
        return texts;
    }
}
