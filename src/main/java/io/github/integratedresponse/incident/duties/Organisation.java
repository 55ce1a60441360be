package io.github.integratedresponse.incident.duties;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the organisation is before the law, whatever the incident; an assessment of an incident may still say otherwise.
 *
 * @param essentialOrImportantEntity under NIS2 (Directive (EU) 2022/2555, Art. 3)
 * @param financialEntity under DORA (Regulation (EU) 2022/2554, Art. 2)
 * @param listedCompany files Form 8-K with the SEC
 */
@ConfigurationProperties("integrated-response.organisation")
record Organisation(boolean essentialOrImportantEntity, boolean financialEntity, boolean listedCompany) {}
