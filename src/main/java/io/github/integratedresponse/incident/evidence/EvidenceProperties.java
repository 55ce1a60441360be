package io.github.integratedresponse.incident.evidence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much evidence is kept.
 *
 * @param largestFile one file
 * @param mostFiles of one incident
 * @param mostBytes of all files of one incident together
 * @param endings of names that are taken, of those there are; all when left out
 */
@ConfigurationProperties("integrated-response.evidence")
record EvidenceProperties(
        @DefaultValue("25MB") DataSize largestFile,
        @DefaultValue("200") int mostFiles,
        @DefaultValue("1GB") DataSize mostBytes,
        @Nullable List<String> endings) {

    private static final DataSize LARGEST = DataSize.ofGigabytes(1);

    EvidenceProperties {
        require(
                largestFile.toBytes() > 0 && largestFile.compareTo(LARGEST) <= 0,
                "largest-file must be between 1 byte and " + LARGEST.toGigabytes() + " GB");
        require(mostFiles > 0, "most-files must be 1 or more");
        require(mostBytes.compareTo(largestFile) >= 0, "most-bytes must not be less than largest-file");
        List<String> known = EvidenceKind.allEndings();
        endings = endings == null || endings.isEmpty()
                ? known
                : endings.stream()
                        .map(ending -> ending.strip().toLowerCase(Locale.ROOT))
                        .toList();
        require(known.containsAll(endings), "endings may be some of " + String.join(", ", known));
    }

    private static void require(boolean right, String words) {
        if (!right) {
            throw new IllegalArgumentException("integrated-response.evidence." + words);
        }
    }

    /** In the order they were named. */
    Set<String> taken() {
        return new LinkedHashSet<>(endings == null ? List.of() : endings);
    }
}
