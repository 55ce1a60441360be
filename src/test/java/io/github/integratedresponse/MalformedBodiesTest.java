package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.github.integratedresponse.testing.PlatformTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every door of the API that takes a body is tried with bodies that make no sense: all are refused, and nothing is written. */
@PlatformTest
class MalformedBodiesTest {

    private static final int BODIES = 200;
    private static final String[] ROLES = {
        "responder",
        "incident-commander",
        "communications-lead",
        "product-engineer",
        "executive",
        "governance-analyst",
        "security-operations-manager",
        "process-owner",
        "administrator"
    };

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @TestFactory
    Stream<DynamicTest> everyDoorRefusesThem() {
        return doors().map(door -> DynamicTest.dynamicTest(door.toString(), () -> refuses(door)));
    }

    private void refuses(Door door) throws Exception {
        Map<String, Long> before = rows();
        List<String> accepted = new ArrayList<>();
        int n = 0;
        for (byte[] body : bodies()) {
            MediaType type = n++ % 10 == 9 ? MediaType.TEXT_PLAIN : MediaType.APPLICATION_JSON;
            int status = mvc.perform(request(door.method(), door.path())
                            .with(user("tester").roles(ROLES))
                            .contentType(type)
                            .content(body))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            if (status < 400 || status > 499) {
                accepted.add(
                        status + " for " + new String(body, 0, Math.min(body.length, 80), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(n).isEqualTo(BODIES);
        assertThat(accepted).isEmpty();
        assertThat(rows()).isEqualTo(before);
    }

    private Stream<Door> doors() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1/"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .filter(method -> method == RequestMethod.POST
                                        || method == RequestMethod.PUT
                                        || method == RequestMethod.PATCH)
                                .map(method -> new Door(
                                        method.asHttpMethod(), path.replaceAll("\\{[^}]+}", "INC-1999-000001")))))
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()));
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        jdbc.sql(
                        "select table_name from information_schema.tables where table_schema = 'response' and table_type = 'BASE TABLE' order by 1")
                .query(String.class)
                .list()
                .forEach(table -> rows.put(
                        table,
                        jdbc.sql("select count(*) from response.\"" + table + "\"")
                                .query(Long.class)
                                .single()));
        rows.put(
                "process instances",
                jdbc.sql("select count(*) from act_ru_execution")
                        .query(Long.class)
                        .single());
        return rows;
    }

    private static List<byte[]> bodies() {
        String finding =
                "{\"class_uid\":2004,\"metadata\":{\"product\":{\"name\":\"x\"}},\"finding_info\":{\"uid\":\"u\",\"title\":\"t\"}}";
        Random random = new Random(2004);
        List<byte[]> bodies = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "\"",
                "{",
                "[",
                "[{",
                "{\"",
                "{\"a\":",
                "{\"a\":1,",
                "nul",
                "tru",
                "'x'",
                "<xml/>",
                "a,b\n1,2",
                "1",
                "-1",
                "1e999",
                "\"text\"",
                "true",
                "null",
                "[]",
                "[[]]",
                "[null]",
                "[1]",
                "{}",
                "[{}]",
                "{\"class_uid\":\"x\"}",
                "{\"class_uid\":[]}",
                "{\"reason\":{}}",
                "{\"severity\":[]}",
                "{\"title\":{}}",
                "{\"kind\":[]}",
                "NaN",
                "{\"a\":NaN}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1}{",
                "\u0000",
                "{\"__proto__\":1}",
                "{\"class_uid\":99999999999999999999}")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add("[".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        bodies.add(("{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
        bodies.add(("[\"" + "x".repeat(12_000_000) + "\"]").getBytes(StandardCharsets.UTF_8));
        bodies.add(("{\"a\":" + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8));
        bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0});
        bodies.add(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'});
        bodies.add("{\"titel\":\"é\"".getBytes(StandardCharsets.ISO_8859_1));
        bodies.add("{\"title\":".getBytes(StandardCharsets.UTF_16));
        byte[] whole = finding.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < whole.length && bodies.size() < 130; length++) {
            bodies.add(Arrays.copyOf(whole, length));
        }
        IntStream.range(0, BODIES - bodies.size()).forEach(i -> {
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            noise[0] = "{[\"x".getBytes(StandardCharsets.US_ASCII)[i % 4];
            bodies.add(noise);
        });
        return bodies;
    }

    private record Door(HttpMethod method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
