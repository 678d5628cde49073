using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Find;

/// <summary>Documento di pagamento, in breve.</summary>
public sealed record PaymentDocumentSummary
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Codice dell'ufficio.</summary>
    [MaxLength(40)]
    public required string Department { get; init; }

    /// <summary>Identificativo del debito nel sistema dell'ufficio.</summary>
    [MaxLength(100)]
    public required string ExternalId { get; init; }

    /// <summary>Chi lo ha chiesto: <c>department</c> l'ufficio, <c>spontaneous</c> chi paga senza avviso.</summary>
    [MaxLength(20), ExtensibleEnum(DocumentOrigin.Department, DocumentOrigin.Spontaneous)]
    public required string Origin { get; init; }

    /// <summary>Stato del documento.</summary>
    [
        MaxLength(20),
        ExtensibleEnum(
            DocumentState.Draft,
            DocumentState.Issued,
            DocumentState.PartiallyPaid,
            DocumentState.Paid,
            DocumentState.Settled,
            DocumentState.Cancelled,
            DocumentState.WrittenOff,
            DocumentState.Enforced
        )
    ]
    public required string State { get; init; }

    /// <summary>Vero se oggi il documento è sospeso.</summary>
    public required bool Suspended { get; init; }

    /// <summary>Oggetto del pagamento.</summary>
    [MaxLength(140)]
    public required string Subject { get; init; }

    /// <summary>Codice fiscale del debitore; ANONIMO per chi non ne ha uno italiano, che si riconosce solo da <c>debtorForeign</c>.</summary>
    [MaxLength(16)]
    public required string DebtorFiscalCode { get; init; }

    /// <summary>Identità del debitore che non ha un codice fiscale italiano.</summary>
    public ForeignIdentity? DebtorForeign => ForeignIdentity.Of(DebtorForeignId, DebtorForeignCountry);

    /// <summary>Cognome e nome, o denominazione, del debitore.</summary>
    [MaxLength(70)]
    public required string DebtorName { get; init; }

    /// <summary>Somma delle voci, in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto resta da pagare, in centesimi di euro.</summary>
    public required long ResidualCents { get; init; }

    /// <summary>Istante di registrazione.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Istante di emissione; assente per le bozze.</summary>
    public Instant? IssuedAt { get; init; }

    [JsonIgnore]
    internal string? DebtorForeignId { get; init; }

    [JsonIgnore]
    internal string? DebtorForeignCountry { get; init; }
}

/// <summary>Pagina di documenti di pagamento.</summary>
/// <param name="Items">I documenti, dal più recente.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record PaymentDocumentPage(
    [property: MaxLength(200)] IReadOnlyList<PaymentDocumentSummary> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

/// <summary>
/// Ricerca dei documenti di un contribuente, per codice fiscale o per identità estera. L'uno e l'altra viaggiano nel corpo della richiesta, mai
/// nell'indirizzo.
/// </summary>
public sealed record SearchPaymentDocumentsRequest
{
    /// <summary>Codice fiscale del debitore o di un coobbligato.</summary>
    [MinLength(11), MaxLength(16)]
    public string? DebtorFiscalCode { get; init; }

    /// <summary>Identità estera del debitore o di un coobbligato, al posto del codice fiscale.</summary>
    public ForeignIdentity? DebtorForeign { get; init; }

    /// <summary>Solo i documenti in questo stato.</summary>
    [MaxLength(20), ExtensibleEnum(typeof(DocumentState))]
    public string? State { get; init; }

    /// <summary>Vero per avere anche i pagamenti spontanei che nessuno ha ancora eseguito; di norma sono esclusi.</summary>
    public bool? IncludeOpenSpontaneous { get; init; }

    /// <summary>Quanti documenti per pagina, da 1 a 200 (50 se manca).</summary>
    [Range(1, 200)]
    public int? Limit { get; init; }

    /// <summary>Cursore della pagina precedente.</summary>
    [MaxLength(200)]
    public string? Cursor { get; init; }
}

internal static class FindDocuments
{
    /// <summary>The filters of a list; each is optional.</summary>
    public sealed record Filters(
        string? Organization,
        string? Department,
        string? State,
        string? ExternalId,
        string? NoticeNumber,
        string? RevenueType,
        bool IncludeOpenSpontaneous
    )
    {
        /// <summary>Whether the list leaves out spontaneous payments that were not made; a document asked for by name is always found.</summary>
        public bool HidesUnpaidSpontaneous => !IncludeOpenSpontaneous && ExternalId is null && NoticeNumber is null;
    }

    private const string PaidIfSpontaneous =
        "AND (COALESCE(d.Origin, 'department') <> 'spontaneous' OR d.State NOT IN ('issued', 'cancelled'))";

    public static async Task<Ok<PaymentDocumentPage>> Handle(
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation,
        string? organization = null,
        string? department = null,
        [ExtensibleEnum(typeof(DocumentState))] string? state = null,
        string? externalId = null,
        string? noticeNumber = null,
        string? revenueType = null,
        bool? includeOpenSpontaneous = null,
        int? limit = null,
        string? cursor = null
    )
    {
        var filters = new Filters(organization, department, state, externalId, noticeNumber, revenueType, includeOpenSpontaneous ?? false);
        return TypedResults.Ok(await Page(db, clock, caller, filters, debtor: null, limit, cursor, cancellation));
    }

    public static async Task<Ok<PaymentDocumentPage>> Search(
        SearchPaymentDocumentsRequest request,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var debtor = SoughtDebtor.Of(request, validation);
        validation.ThrowIfAny();
        var filters = new Filters(null, null, request.State, null, null, null, request.IncludeOpenSpontaneous ?? false);
        return TypedResults.Ok(await Page(db, clock, caller, filters, debtor, request.Limit, request.Cursor, cancellation));
    }

    private static async Task<PaymentDocumentPage> Page(
        Db db,
        IClock clock,
        Caller caller,
        Filters filters,
        SoughtDebtor? debtor,
        int? limit,
        string? cursor,
        CancellationToken cancellation
    )
    {
        CheckState(filters.State);
        var page = Paging.Of($"payment-documents|{filters}|{debtor?.Key}", limit, cursor);
        var parameters = Ownership.Parameters(caller, filters);
        parameters.Add("debtor", debtor?.FiscalCode);
        parameters.Add("foreignId", debtor?.Foreign?.Identifier);
        parameters.Add("foreignCountry", debtor?.Foreign?.Country);
        parameters.Add("today", Rome.DateOf(clock.GetCurrentInstant()));
        parameters.Add("before", page.After);
        parameters.Add("limit", page.RowsToRead);
        var rows = await db.Read(
            sql => sql.Rows<PaymentDocumentSummary>(Select(caller, filters, debtor, page, sql.Dialect), parameters),
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id);
        return new PaymentDocumentPage(items, next);
    }

    private static string Select(Caller caller, Filters filters, SoughtDebtor? debtor, Paging page, Dialect dialect) =>
        $"""
            SELECT d.Id, d.OrganizationFiscalCode AS Organization, p.Code AS Department, d.ExternalId,
                   COALESCE(d.Origin, 'department') AS Origin, d.State,
                   CASE WHEN d.Suspended = 1 AND d.State IN ('issued', 'partially-paid', 'enforced')
                             AND COALESCE(d.SuspendedFrom, @today) <= @today AND COALESCE(d.SuspendedUntil, @today) >= @today
                        THEN 1 ELSE 0 END AS Suspended, d.Subject,
                   d.DebtorFiscalCode, d.DebtorForeignId, d.DebtorForeignCountry, d.DebtorName, d.AmountCents, d.ResidualCents, d.CreatedAt, d.IssuedAt
              FROM PaymentDocuments d
             INNER JOIN Departments p ON p.Id = d.DepartmentId
             WHERE d.State <> 'staged'
               {Ownership.OfDocuments(caller, "d")}
               {Sql.When(filters.Organization, "AND d.OrganizationFiscalCode = @Organization")}
               {Sql.When(filters.Department, "AND p.Code = @Department")}
               {Sql.When(filters.State, "AND d.State = @State")}
               {Sql.When(
                filters.ExternalId,
                """
                AND d.ExternalId = @ExternalId
                AND d.ReplacedById IS NULL
                AND d.DepartmentId IN (SELECT Id FROM Departments)
                """
            )}
               {Sql.When(
                filters.NoticeNumber,
                """
                AND d.Id IN (SELECT i.DocumentId
                               FROM Installments i
                              WHERE i.NoticeNumber = @NoticeNumber
                                AND i.OrganizationFiscalCode IN (SELECT FiscalCode FROM Organizations))
                """
            )}
               {Sql.When(
                filters.RevenueType,
                """
                AND EXISTS (SELECT 1
                              FROM DebtItems i
                             INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
                             WHERE i.DocumentId = d.Id
                               AND t.Code = @RevenueType)
                """
            )}
               {Sql.When(
                debtor?.FiscalCode,
                """
                AND d.Id IN (SELECT Id FROM PaymentDocuments WHERE DebtorFiscalCode = @debtor
                              UNION
                             SELECT DocumentId FROM CoObligors WHERE FiscalCode = @debtor)
                """
            )}
               {Sql.When(
                debtor?.Foreign,
                """
                AND d.Id IN (SELECT Id
                               FROM PaymentDocuments
                              WHERE DebtorForeignId      = @foreignId
                                AND DebtorForeignCountry = @foreignCountry
                              UNION
                             SELECT DocumentId
                               FROM CoObligors
                              WHERE ForeignId      = @foreignId
                                AND ForeignCountry = @foreignCountry)
                """
            )}
               {(filters.HidesUnpaidSpontaneous ? PaidIfSpontaneous : "")}
               {Sql.When(page.After, "AND d.Id < @before")}
             ORDER BY d.Id DESC
             {dialect.FirstRows}
            """;

    private static void CheckState(string? state)
    {
        var validation = new Validation();
        validation.Require(
            state is null || DocumentState.All.Contains(state, StringComparer.Ordinal),
            "/state",
            "state-unknown",
            $"Gli stati sono: {string.Join(", ", DocumentState.All)}."
        );
        validation.ThrowIfAny();
    }

    /// <summary>Whose documents are sought: one of a fiscal code and a foreign identity.</summary>
    private sealed record SoughtDebtor(FiscalCode? FiscalCode, ForeignIdentity? Foreign)
    {
        /// <summary>Binds a cursor to its search.</summary>
        public string Key => FiscalCode?.Value ?? $"{Foreign?.Country}:{Foreign?.Identifier}";

        public static SoughtDebtor Of(SearchPaymentDocumentsRequest request, Validation validation)
        {
            validation.Require(
                request.DebtorFiscalCode is null != request.DebtorForeign is null,
                "/debtorFiscalCode",
                "debtor-missing",
                "Indicare il codice fiscale (debtorFiscalCode) oppure l'identità estera (debtorForeign), non entrambi."
            );
            if (request.DebtorForeign is { } foreign)
            {
                return new SoughtDebtor(null, foreign.Checked("/debtorForeign", validation));
            }

            return new SoughtDebtor(
                validation.Failed
                    ? null
                    : validation.Parse<FiscalCode>(
                        "/debtorFiscalCode",
                        request.DebtorFiscalCode,
                        Kernel.FiscalCode.TryParse,
                        "fiscal-code-invalid",
                        "Il codice fiscale non supera i controlli: sono 16 caratteri oppure 11 cifre, con il carattere di controllo."
                    ),
                null
            );
        }
    }
}
