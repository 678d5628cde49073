using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>Avviso da cercare.</summary>
/// <param name="Organization">Codice fiscale dell'ente creditore.</param>
/// <param name="NoticeNumber">Numero avviso, 18 cifre.</param>
/// <param name="DebtorFiscalCode">Codice fiscale del debitore o di un coobbligato: con quello giusto la risposta comprende tutte le soluzioni.</param>
public sealed record NoticeLookupRequest(
    [property: MinLength(11), MaxLength(11)] string Organization,
    [property: MinLength(18), MaxLength(18)] string NoticeNumber,
    [property: MinLength(11), MaxLength(16)] string? DebtorFiscalCode = null
);

/// <summary>Avviso da scaricare.</summary>
/// <param name="Organization">Codice fiscale dell'ente creditore.</param>
/// <param name="NoticeNumber">Numero avviso, 18 cifre.</param>
/// <param name="DebtorFiscalCode">Codice fiscale del debitore o di un coobbligato.</param>
public sealed record NoticeDownloadRequest(
    [property: MinLength(11), MaxLength(11)] string Organization,
    [property: MinLength(18), MaxLength(18)] string NoticeNumber,
    [property: MinLength(11), MaxLength(16)] string DebtorFiscalCode
);

/// <summary>Avviso trovato: ciò che ne direbbe a chiunque lo sportello che lo incassa.</summary>
/// <param name="Organization">Codice fiscale dell'ente creditore.</param>
/// <param name="OrganizationName">Denominazione dell'ente creditore.</param>
/// <param name="NoticeNumber">Numero avviso.</param>
/// <param name="Subject">Causale.</param>
/// <param name="AmountCents">Quanto resta da pagare, in centesimi di euro.</param>
/// <param name="Payable">Vero se si può pagare adesso.</param>
/// <param name="NotPayableReason">Perché non si può pagare: already-paid, expired, cancelled, suspended, not-yet-valid, closed-by-another-option.</param>
/// <param name="DueOn">Scadenza.</param>
/// <param name="PayableUntil">Ultimo giorno per pagare; assente se non c'è.</param>
/// <param name="Options">Tutte le soluzioni di pagamento del documento; solo se il codice fiscale indicato è quello giusto.</param>
public sealed record NoticeLookup(
    [property: MaxLength(11)] string Organization,
    [property: MaxLength(100)] string OrganizationName,
    [property: MaxLength(18)] string NoticeNumber,
    [property: MaxLength(140)] string Subject,
    long AmountCents,
    bool Payable,
    [property: MaxLength(40)]
    [property: ExtensibleEnum("already-paid", "expired", "cancelled", "suspended", "not-yet-valid", "closed-by-another-option")]
        string? NotPayableReason = null,
    LocalDate? DueOn = null,
    LocalDate? PayableUntil = null,
    [property: MaxLength(100)] IReadOnlyList<PaymentOption>? Options = null
);

/// <summary>
/// Finds one notice for a payer who has only its number. A wrong fiscal code and an unknown number get the same answer after the same statements,
/// and count as misses.
/// </summary>
internal sealed class LookUpNotice(Db db, IClock clock)
{
    public static Task<NoticeLookup> Handle(
        NoticeLookupRequest request,
        Caller caller,
        LookUpNotice lookUp,
        CancellationToken cancellation
    ) => lookUp.Answer(Check(request.Organization, request.NoticeNumber, request.DebtorFiscalCode), caller, cancellation);

    /// <summary>The printable notice, in the organization's languages.</summary>
    public static Task<FileContentHttpResult> Download(
        NoticeDownloadRequest request,
        Caller caller,
        LookUpNotice lookUp,
        CancellationToken cancellation
    ) => lookUp.Print(Check(request.Organization, request.NoticeNumber, request.DebtorFiscalCode), caller, cancellation);

    private async Task<NoticeLookup> Answer(WantedNotice wanted, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var facts = await Find(wanted, caller, now, cancellation);
        var reason = facts.WhyNot(now);
        var document = wanted.Debtor is null ? null : await Load(facts, caller, cancellation);
        return new NoticeLookup(
            wanted.Organization.Value,
            facts.OrganizationName,
            wanted.NoticeNumber.Value,
            facts.Subject,
            facts.ResidualCents,
            Payable: reason is null,
            reason is null ? null : Installment.Word(reason.Value),
            facts.DueOn,
            facts.InstallmentPayableUntil ?? facts.PayableUntil,
            document is null ? null : [.. document.Options.Select(option => PaymentOption.Of(document, option, now))]
        );
    }

    private async Task<FileContentHttpResult> Print(WantedNotice wanted, Caller caller, CancellationToken cancellation)
    {
        var facts = await Find(wanted, caller, clock.GetCurrentInstant(), cancellation);
        return await ReadNotice.Handle(facts.DocumentId!.Value.Value, caller, db, clock, cancellation);
    }

    private static WantedNotice Check(string organization, string noticeNumber, string? debtor)
    {
        var validation = new Validation();
        var creditor = validation.BodyCode("/organization", organization);
        var number = validation.Parse<NoticeNumber>(
            "/noticeNumber",
            noticeNumber,
            NoticeNumber.TryParse,
            "notice-number-invalid",
            "Il numero avviso ha 18 cifre e termina con le cifre di controllo: verificare che sia stato copiato per intero."
        );
        FiscalCode? code = debtor is null
            ? null
            : validation.Parse<FiscalCode>(
                "/debtorFiscalCode",
                debtor,
                FiscalCode.TryParse,
                "fiscal-code-invalid",
                "Il codice fiscale non è scritto correttamente."
            );
        validation.ThrowIfAny();
        return new WantedNotice(creditor, number, code);
    }

    /// <exception cref="Refusal"><see cref="Codes.NoticeNotFound"/>, <see cref="Codes.TooManyRequests"/>.</exception>
    private async Task<NoticeFacts> Find(WantedNotice wanted, Caller caller, Instant now, CancellationToken cancellation)
    {
        var thing = $"{wanted.Organization.Value}/{wanted.NoticeNumber.Value}";
        await db.Transact(sql => Misses.Count(sql, caller, thing, now), cancellation);
        var (facts, isDebtors) = await db.Snapshot(
            async sql => (await FindNotice.One(sql, wanted.Organization, wanted.NoticeNumber.Value, caller), await IsDebtors(sql, wanted)),
            cancellation
        );
        if (facts is { DocumentId: not null, State: not (DocumentState.Draft or DocumentState.Staged) } && isDebtors)
        {
            await db.Transact(sql => Misses.Forget(sql, caller, thing, now), cancellation);
            return facts;
        }

        throw new Refusal(
            Codes.NoticeNotFound,
            "Nessun avviso con questi dati: verificare il numero avviso e, se indicato, il codice fiscale del debitore."
        );
    }

    private static async Task<bool> IsDebtors(Sql sql, WantedNotice wanted) =>
        wanted.Debtor is not { } debtor
        || await sql.Value<int>(
            """
            SELECT COUNT(*)
              FROM Installments i
             INNER JOIN PaymentDocuments d ON d.Id = i.DocumentId
             WHERE i.OrganizationFiscalCode = @Organization
               AND i.NoticeNumber           = @NoticeNumber
               AND (d.DebtorFiscalCode = @debtor
                    OR EXISTS (SELECT 1 FROM CoObligors c WHERE c.DocumentId = d.Id AND c.FiscalCode = @debtor))
            """,
            new
            {
                wanted.Organization,
                wanted.NoticeNumber,
                debtor,
            }
        ) > 0;

    private Task<StoredDocument?> Load(NoticeFacts facts, Caller caller, CancellationToken cancellation) =>
        db.Snapshot(sql => DocumentStore.Load(sql, facts.DocumentId!.Value, caller), cancellation);

    private sealed record WantedNotice(FiscalCode Organization, NoticeNumber NoticeNumber, FiscalCode? Debtor);
}
