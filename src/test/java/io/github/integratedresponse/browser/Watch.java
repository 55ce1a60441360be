package io.github.integratedresponse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Watches a browser for signs that a text of somebody's became part of a page: code that ran, elements, links, requests elsewhere. */
final class Watch {

    /**
     * What attackers write. Each begins differently, for texts are cut. Whatever runs sets {@code window.__xss}; whatever becomes an element has
     * the class {@code xss} or leads to {@code evil.example}.
     */
    static final List<String> PAYLOADS = List.of(
            "<img class=xss src=x onerror=\"window.__xss=1\">",
            "\"'><svg class=xss onload=\"window.__xss=2\"></svg>",
            "<script>window.__xss=3</script>",
            "[go](javascript:window.__xss=4) ![i](https://evil.example/i.png) [l](https://evil.example/) <https://evil.example/a> www.evil.example a@evil.example",
            "&lt;img class=xss src=x onerror=window.__xss=5&gt; &#60;b class=xss&#62;",
            "{{constructor.constructor('window.__xss=6')()}} {{$on.constructor('window.__xss=6')()}} {{7*7}}",
            "=get entries(window) =1+1 ${7*7} #{7*7} {{=7*7}} {7*7}",
            "</textarea></td></script><iframe class=xss srcdoc=\"<script>parent.__xss=7</script>\"></iframe>",
            "javascript:window.__xss=8",
            "‹img class=xss src=x onerror=window.__xss=9› <a class=xss href=\"javascript:window.__xss=9\">x</a> <math class=xss>",
            "<style class=xss>*{background:url(https://evil.example/s)}</style><link class=xss rel=stylesheet href=https://evil.example/l>",
            "<form class=xss action=https://evil.example/><button class=xss formaction=javascript:window.__xss=10>x");

    /** All of them in one. */
    static final String ALL = String.join(" ", PAYLOADS);

    private final String base;
    private final List<String> seen = new ArrayList<>();

    private Watch(String base) {
        this.base = base;
    }

    static Watch over(BrowserContext context, String base) {
        Watch watch = new Watch(base);
        context.addInitScript("window.__csp = []; document.addEventListener('securitypolicyviolation',"
                + " e => window.__csp.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));");
        context.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(base) && !url.startsWith("data:") && !url.startsWith("blob:")) {
                watch.seen.add("a request to " + url);
            }
        });
        context.onDialog(dialog -> {
            watch.seen.add("a dialog " + dialog.message());
            dialog.dismiss();
        });
        context.onPage(page -> watch.seen.add("a window " + page.url()));
        return watch;
    }

    /** Nothing ran and nothing was built from a payload on this page. */
    void clean(Page page, String where) {
        Object built = page.evaluate(
                """
                () => {
                  const found = [];
                  if (window.__xss !== undefined) { found.push('ran: ' + window.__xss); }
                  const all = root => {
                    for (const e of root.querySelectorAll('*')) {
                      if (e.shadowRoot) { all(e.shadowRoot); }
                      const text = e.outerHTML.slice(0, 300);
                      if (e.classList.contains('xss')) { found.push('element: ' + text); }
                      for (const a of e.attributes) {
                        if (/^on/i.test(a.name) && a.value.includes('__xss')) { found.push('handler: ' + text); }
                        if (/^(href|src|action|formaction|srcdoc|data|xlink:href|style)$/i.test(a.name)
                            && /^\\s*javascript:window|evil\\.example/i.test(a.value)) { found.push('link: ' + text); }
                      }
                    }
                  };
                  all(document);
                  return found.concat((window.__csp || []).filter(v => /evil|__xss|javascript/.test(v)).map(v => 'policy: ' + v));
                }
                """);
        assertThat((List<?>) built).as(where).isEmpty();
        assertThat(seen).as(where).isEmpty();
        assertThat(URI.create(page.url()).getHost())
                .as(where)
                .isEqualTo(URI.create(base).getHost());
    }
}
