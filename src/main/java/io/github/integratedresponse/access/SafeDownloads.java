package io.github.integratedresponse.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets a browser only save what people have put in: resources of deployments, attachments, binary variables. Whatever isn't plain data
 * might be a page with scripts, which would run as one of ours.
 */
class SafeDownloads implements HeaderWriter {

    private static final String DISPOSITION = "Content-Disposition";

    private final RequestMatcher foreign;

    SafeDownloads(RequestMatcher foreign) {
        this.foreign = foreign;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!foreign.matches(request)
                || plain(response.getContentType()) && !request.getRequestURI().endsWith("/data")) {
            return;
        }
        String said = response.getHeader(DISPOSITION);
        if (said == null || said.isBlank()) {
            response.setHeader(DISPOSITION, "attachment");
        } else if (!said.strip().toLowerCase(Locale.ROOT).startsWith("attachment")) {
            int rest = said.indexOf(';');
            response.setHeader(DISPOSITION, "attachment" + (rest < 0 ? "" : said.substring(rest)));
        }
    }

    private static boolean plain(@Nullable String type) {
        if (type == null) {
            return true;
        }
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || media.endsWith("+json") || media.equals("text/plain");
    }
}
