package io.github.integratedresponse.signal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StixPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[ipv4-addr:value = '198.51.100.7'] | ipv4-addr value 198.51.100.7",
                "[ipv4-addr:value='198.51.100.7'] | ipv4-addr value 198.51.100.7",
                "[file:hashes.'SHA-256' == 'ab'] | file hashes.SHA-256 ab",
                "[file:hashes.MD5 = 'ab' AND file:name = 'it\\'s'] | file hashes.MD5 ab; file name it's",
                "[domain-name:value IN ('a.example', 'b.example')] | domain-name value a.example; domain-name value b.example",
                "[domain-name:value NOT IN ('a.example')] | ''",
                "[domain-name:value != 'a.example' OR url:value = 'b'] | url value b",
                "[domain-name:value NOT = 'a.example'] | ''",
                "[domain-name:value LIKE 'a%' OR domain-name:value MATCHES '^b'] | ''",
                "[network-traffic:dst_ref.value = '192.0.2.1'] FOLLOWEDBY [url:value = 'u'] START t'2026-01-01T00:00:00Z'"
                        + " STOP t'2026-01-02T00:00:00Z' | network-traffic dst_ref.value 192.0.2.1; url value u",
                "[process:extensions.'windows-service-ext'.service_dll_refs[*].name = 'x.dll']"
                        + " | process extensions.windows-service-ext.service_dll_refs.name x.dll",
                "[artifact:payload_bin = b'YWJj' AND file:size > 100] | ''",
                "[email-message:from_ref.value = 'unfinished | email-message from_ref.value unfinished",
                "[file:name[ = 'x'] | ''"
            })
    void whatIsSoughtByItsValueIsFound(String pattern, String found) {
        assertThat(StixPattern.comparisons(pattern).stream()
                        .map(one -> one.type() + " " + one.property() + " " + one.value())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(found.equals("''") ? "" : found);
    }

    @Test
    @Timeout(5)
    void aHostilePatternIsReadOnce() {
        for (String piece : new String[] {"[", "a:[", "'", "\\", "a:b = '", "a:b.'", "a:b = 'x' AND ", "IN ("}) {
            assertThat(StixPattern.comparisons(piece.repeat(200_000))).hasSizeLessThanOrEqualTo(500);
        }
    }
}
