package io.github.integratedresponse.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one way out: every request that the platform makes of its own accord. Follows no redirect, repeats nothing, keeps no cookie, asks no
 * proxy, unpacks nothing, and connects to no internal address but of hosts that an operator named.
 */
@Component
public class Outgoing implements DisposableBean {

    private static final Timeout CONNECTING = Timeout.ofSeconds(10);
    /** Browsers read 0x7f.1 or 2130706433 as addresses, other readers don't: nobody writes that in good faith. */
    private static final Pattern ADDRESS_IN_DISGUISE = Pattern.compile("(?i)(?:.*\\.)?(?:0x[0-9a-f]*|[0-9]+)\\.?");

    private static final Pattern PLAIN_IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private final OutgoingProperties properties;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outgoing-ends");
        thread.setDaemon(true);
        return thread;
    });

    @Autowired
    public Outgoing(OutgoingProperties properties) {
        this(properties, SystemDefaultDnsResolver.INSTANCE);
    }

    Outgoing(OutgoingProperties properties, DnsResolver names) {
        this.properties = properties;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(names, properties))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECTING)
                                // a kept connection would go on to where the name pointed once
                                .setTimeToLive(Timeout.ofMinutes(1))
                                .build())
                        .setMaxConnPerRoute(10)
                        .setMaxConnTotal(50)
                        .build())
                .setUserAgent("Integrated-Response")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** @return what is wrong with an address that an operator configured, before anything is sent there */
    public Optional<String> problemWith(URI url) {
        String host = url.getHost();
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (host == null || host.isBlank()) {
            return Optional.of("must name a host");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("must not carry a name or password");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("must not carry a fragment (#)");
        }
        if (ADDRESS_IN_DISGUISE.matcher(host).matches()
                && !PLAIN_IPV4.matcher(host).matches()) {
            return Optional.of("must not name its host by a number");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && properties.allowsInternal(host))) {
            return Optional.of("must begin with https:// (http:// only for hosts named in"
                    + " integrated-response.outgoing.allowed-internal-hosts)");
        }
        return Optional.empty();
    }

    /**
     * @throws RefusedTarget when nothing may be sent there
     * @throws IOException when it could not be sent or answered in time
     */
    public OutgoingAnswer send(OutgoingRequest asked) throws IOException {
        Optional<String> problem = problemWith(asked.url());
        if (problem.isPresent()) {
            throw new RefusedTarget("The address " + problem.get());
        }
        HttpUriRequestBase request = written(asked);
        Future<?> end = ends.schedule(request::cancel, asked.patience().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, answer -> read(answer, asked.largestAnswer()));
        } catch (IOException e) {
            throw request.isCancelled() ? timedOut(e) : e;
        } finally {
            end.cancel(false);
        }
    }

    private static HttpUriRequestBase written(OutgoingRequest asked) {
        HttpUriRequestBase request = new HttpUriRequestBase(asked.method(), asked.url());
        Timeout patience = Timeout.of(asked.patience());
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(patience)
                .setResponseTimeout(patience)
                .setHardCancellationEnabled(true)
                .build());
        asked.headers().forEach(request::setHeader);
        byte[] body = asked.body();
        if (body != null) {
            Header type = request.getFirstHeader("Content-Type");
            request.setEntity(new ByteArrayEntity(
                    body, type == null ? ContentType.APPLICATION_JSON : ContentType.parse(type.getValue())));
        }
        return request;
    }

    private static OutgoingAnswer read(ClassicHttpResponse answer, int largest) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : answer.getHeaders()) {
            headers.merge(header.getName(), List.of(header.getValue()), (one, other) -> java.util.stream.Stream.concat(
                            one.stream(), other.stream())
                    .toList());
        }
        HttpEntity entity = answer.getEntity();
        byte[] body = new byte[0];
        if (entity != null) {
            InputStream content = entity.getContent();
            body = content.readNBytes(largest + 1);
            if (body.length > largest) {
                // to read on to the end, as closing would, is what the other side may be after
                answer.close();
                throw new IOException("The answer is longer than " + largest + " bytes");
            }
        }
        return new OutgoingAnswer(answer.getCode(), headers, Arrays.copyOf(body, body.length));
    }

    private static IOException timedOut(IOException cause) {
        InterruptedIOException late = new InterruptedIOException("No answer came in time");
        late.initCause(cause);
        return late;
    }

    @Override
    public void destroy() throws IOException {
        ends.shutdownNow();
        client.close();
    }
}
