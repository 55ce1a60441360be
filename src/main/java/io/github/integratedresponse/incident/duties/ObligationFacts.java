package io.github.integratedresponse.incident.duties;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides whom an incident must be told to.
 *
 * @param awareAt when the organisation became aware of the incident
 * @param classifiedAt when it was classified as major (DORA), if it was
 * @param materialAt when it was determined to be material (SEC), if it was
 * @param exploitedVulnerability a product the organisation makes has a vulnerability that is actively exploited (CRA)
 */
record ObligationFacts(
        Instant awareAt,
        @Nullable Instant classifiedAt,
        @Nullable Instant materialAt,
        boolean personalData,
        boolean euPersonalData,
        boolean essentialOrImportantEntity,
        boolean financialEntity,
        boolean listedCompany,
        boolean exploitedVulnerability,
        boolean customersAffected,
        boolean partnersAffected) {

    @Nullable
    Instant at(Trigger trigger) {
        return switch (trigger) {
            case AWARENESS -> awareAt;
            case CLASSIFICATION -> classifiedAt;
            case MATERIALITY -> materialAt;
        };
    }

    /** What is so of two incidents that are one: the earlier of each time, and whatever is so of either. */
    ObligationFacts and(ObligationFacts other) {
        return new ObligationFacts(
                awareAt.isBefore(other.awareAt) ? awareAt : other.awareAt,
                earlier(classifiedAt, other.classifiedAt),
                earlier(materialAt, other.materialAt),
                personalData || other.personalData,
                euPersonalData || other.euPersonalData,
                essentialOrImportantEntity || other.essentialOrImportantEntity,
                financialEntity || other.financialEntity,
                listedCompany || other.listedCompany,
                exploitedVulnerability || other.exploitedVulnerability,
                customersAffected || other.customersAffected,
                partnersAffected || other.partnersAffected);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    ObligationFacts with(Trigger trigger, Instant at) {
        return new ObligationFacts(
                trigger == Trigger.AWARENESS ? at : awareAt,
                trigger == Trigger.CLASSIFICATION ? at : classifiedAt,
                trigger == Trigger.MATERIALITY ? at : materialAt,
                personalData,
                euPersonalData,
                essentialOrImportantEntity,
                financialEntity,
                listedCompany,
                exploitedVulnerability,
                customersAffected,
                partnersAffected);
    }
}
