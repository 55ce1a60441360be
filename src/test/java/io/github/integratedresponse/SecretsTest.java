package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Secrets come from outside and stay unseen. */
class SecretsTest {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|authorization|apikey|credential).*");
    private static final String MARK = "s3cr3t-that-nobody-may-read-in-a-log";

    private static final List<Pattern> SECRETS_IN_FILES = List.of(
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
            Pattern.compile("\\b(ghp|gho|ghs|ghu|github_pat)_[A-Za-z0-9_]{20,}"),
            Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"),
            Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}"),
            Pattern.compile("\\bhooks\\.slack\\.com/services/T[A-Z0-9]+/"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\."),
            Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"),
            Pattern.compile("://[^\\s:/@\"'{}$<>]+:[^\\s:/@\"'{}$<>]{3,}@(?!evil|hook\\.|example)"));

    /** In what configures a platform that is really run; tests and demo accounts have passwords that everybody may know. */
    private static final Pattern CONFIGURED =
            Pattern.compile("(?im)^[^#\\n:=]*?(?:password|secret|token|api-?key)[\\w.-]*\\s*[:=][ \\t]*([^\\s#].*)$");

    private static final Pattern NAMED_ELSEWHERE = Pattern.compile(
            "^[\"']?\\$\\{.*|^\\.\\.\\..*|^/run/secrets/.*|^[|>]-?$|^[\"']{2}.*|^\\{.*|^\\[.*|^(true|false)$");

    private static final Set<String> BINARY = Set.of("png", "jpg", "ico", "woff", "woff2", "ttf", "zip", "jar");

    @Test
    void noRecordOfSettingsShowsASecretInItsText() throws Exception {
        List<String> shown = new ArrayList<>();
        for (Class<?> settings : settings()) {
            if (settings.isRecord()
                    && Arrays.stream(settings.getRecordComponents()).anyMatch(SecretsTest::secret)) {
                if (String.valueOf(filled(settings)).contains(MARK)) {
                    shown.add(settings.getSimpleName());
                }
            }
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void noCommittedFileHoldsASecret() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : committed()) {
            String text = text(file);
            for (Pattern pattern : SECRETS_IN_FILES) {
                Matcher match = pattern.matcher(text);
                if (match.find()) {
                    found.add(file + ": " + match.group());
                }
            }
            String name = file.toString();
            if (name.startsWith("src/main/resources") && name.matches(".*\\.(ya?ml|properties)")
                    || name.matches("[^/]*\\.(ya?ml|properties)|\\.env.*|Dockerfile|deploy/.*")) {
                CONFIGURED
                        .matcher(text)
                        .results()
                        .filter(line ->
                                !NAMED_ELSEWHERE.matcher(line.group(1).strip()).matches())
                        .forEach(line -> found.add(file + ": " + line.group().strip()));
            }
        }
        assertThat(found).isEmpty();
    }

    private static boolean secret(RecordComponent component) {
        return component.getType() == String.class
                && SECRET.matcher(component.getName()).matches();
    }

    private static Object filled(Class<?> settings) throws ReflectiveOperationException {
        RecordComponent[] components = settings.getRecordComponents();
        Constructor<?> constructor = settings.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(
                Arrays.stream(components).map(SecretsTest::value).toArray());
    }

    private static @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (secret(component)) {
            return MARK;
        }
        if (type == java.net.URI.class) {
            return java.net.URI.create("https://hook.example/" + MARK);
        }
        if (type == String.class) {
            return "text";
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        return null;
    }

    private static List<Class<?>> settings() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> found = new ArrayList<>();
        for (var bean : scanner.findCandidateComponents(SecretsTest.class.getPackageName())) {
            Class<?> type = Class.forName(bean.getBeanClassName());
            found.add(type);
            found.addAll(List.of(type.getDeclaredClasses()));
        }
        assertThat(found).hasSizeGreaterThan(5);
        return found;
    }

    private static List<Path> committed() throws IOException {
        Set<String> left = Set.of("target", ".git", "node_modules", "data", ".idea", ".vscode");
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !left.contains(file.getName(0).toString())
                            && !file.toString().equals(".env"))
                    .filter(file -> !BINARY.contains(file.toString().replaceAll(".*\\.", "")))
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return "";
        }
    }
}
