package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class BodyTest {

    private static final DataSize LIMIT = DataSize.ofBytes(10);

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        assertThat(Body.text(unannounced("grün 4567"), LIMIT, List.of())).isEqualTo("grün 4567");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws Exception {
        assertThat(Body.text(unannounced("\uFEFFabc"), LIMIT, List.of())).isEqualTo("abc");
    }

    @Test
    void aBodyIsCountedEvenWhenItsLengthIsNotAnnounced() {
        assertThatThrownBy(() -> Body.text(unannounced("grün 45678"), LIMIT, List.of()))
                .isInstanceOf(TooLarge.class)
                .hasMessage("The body may be 10 bytes at most");
    }

    private static MockHttpServletRequest unannounced(String body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContentType(MediaType.APPLICATION_JSON_VALUE);
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }
}
