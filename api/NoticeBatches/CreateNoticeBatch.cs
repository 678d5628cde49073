using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>Richiesta di stampa massiva. Le condizioni indicate valgono tutte insieme; almeno una è obbligatoria.</summary>
public sealed record CreateNoticeBatchRequest
{
    /// <summary>Codice fiscale dell'ente; facoltativo se la chiave appartiene a un ente.</summary>
    [MaxLength(11)]
    public string? Organization { get; init; }

    /// <summary>Codice dell'ufficio.</summary>
    [MaxLength(40)]
    public string? Department { get; init; }

    /// <summary>I documenti di questo caricamento.</summary>
    [MaxLength(26)]
    public string? BulkLoadId { get; init; }

    /// <summary>Questi documenti.</summary>
    [MaxLength(10_000)]
    public IReadOnlyList<string>? DocumentIds { get; init; }

    /// <summary>I documenti con una voce di questo tipo di entrata.</summary>
    [MaxLength(40)]
    public string? RevenueType { get; init; }

    /// <summary>I documenti con una voce di questo anno.</summary>
    [Range(1900, 2999)]
    public int? Year { get; init; }

    /// <summary>I documenti emessi da questo giorno.</summary>
    public LocalDate? IssuedFrom { get; init; }

    /// <summary>I documenti emessi fino a questo giorno compreso.</summary>
    public LocalDate? IssuedTo { get; init; }

    /// <summary>I documenti in questo stato.</summary>
    [MaxLength(20)]
    public string? State { get; init; }

    /// <summary>Ordine di stampa: address (CAP, città, via, civico, nome) o externalId. Se manca, address.</summary>
    [MaxLength(12), ExtensibleEnum(PrintOrder.Address, PrintOrder.ExternalId)]
    public string? Order { get; init; }

    /// <summary>Lingua oltre all'italiano: de, en, fr, sl; it per il solo italiano. Se manca, quella dell'ente.</summary>
    [MaxLength(2)]
    public string? Language { get; init; }
}

internal static class PrintOrder
{
    public const string Address = "address";
    public const string ExternalId = "externalId";
}

internal static class CreateNoticeBatch
{
    public static async Task<Accepted<NoticeBatch>> Handle(
        CreateNoticeBatchRequest request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        Check(request);
        return await once.Transact(
            async sql =>
            {
                var id = await Store(sql, request, caller, clock.GetCurrentInstant());
                var batch = await NoticeBatchRow.Find(sql, id.Value, caller);
                return TypedResults.Accepted($"/v1/notice-batches/{id}", batch.Published());
            },
            cancellation
        );
    }

    private static void Check(CreateNoticeBatchRequest request)
    {
        var validation = new Validation();
        validation.Require(
            request.BulkLoadId is not null
                || request.DocumentIds is not null
                || request.RevenueType is not null
                || request.Year is not null
                || request.IssuedFrom is not null
                || request.IssuedTo is not null
                || request.State is not null,
            "",
            "required",
            "Indicare un caricamento, dei documenti o almeno una condizione."
        );
        validation.Require(
            request.Order is null or PrintOrder.Address or PrintOrder.ExternalId,
            "/order",
            "order-unknown",
            "Gli ordini di stampa sono address e externalId."
        );
        validation.Require(
            request.State is null || DocumentState.All.Contains(request.State, StringComparer.Ordinal),
            "/state",
            "state-unknown",
            $"Gli stati sono: {string.Join(", ", DocumentState.All)}."
        );
        validation.Require(
            request.Language is null or "it" || NoticeWords.SecondLanguages.Contains(request.Language, StringComparer.Ordinal),
            "/language",
            "language-unknown",
            "Le lingue degli avvisi sono it, de, en, fr, sl."
        );
        validation.ThrowIfAny();
    }

    private static async Task<Id> Store(Sql sql, CreateNoticeBatchRequest request, Caller caller, Instant now)
    {
        var reach = await Reach.Of(sql, caller, request.Organization, request.Department);
        var organization =
            reach.Organization
            ?? throw new Refusal(Codes.OrganizationNotFound, "Indicare l'ente: questa chiave non appartiene a un ente solo.");
        if (request.BulkLoadId is { } load)
        {
            await BulkLoadRow.Find(sql, load, caller);
        }

        var id = Id.New(now);
        await sql.Execute(
            """
            INSERT INTO NoticeBatches
                (Id, OrganizationFiscalCode, DepartmentId, Language, State, Actor, Total, NextOrdinal, Made, Refused, Pages, CreatedAt, UpdatedAt)
            VALUES
                (@id, @organization, @DepartmentId, @Language, 'waiting', @Actor, 0, 1, 0, 0, 0, @now, @now)
            """,
            new
            {
                id,
                organization,
                reach.DepartmentId,
                request.Language,
                caller.Actor,
                now,
            }
        );
        var total = await Select(sql, request, id, organization, reach.DepartmentId);
        if (total == 0)
        {
            throw new Refusal(Codes.NoticeBatchEmpty, "Nessun documento soddisfa le condizioni: verificarle, poi ripetere la richiesta.");
        }

        if (request.DocumentIds is { } asked && total < asked.Distinct(StringComparer.Ordinal).Count())
        {
            throw new Refusal(
                Codes.DocumentNotFound,
                "Uno dei documenti non esiste, non è visibile con questa chiave o non soddisfa le altre condizioni."
            );
        }

        await sql.Execute("UPDATE NoticeBatches SET Total = @total WHERE Id = @id", new { id, total });
        await sql.Execute(
            """
            INSERT INTO NoticeBatchLogos (BatchId, Content)
            SELECT @id, Content
              FROM OrganizationLogos
             WHERE OrganizationFiscalCode = @organization
            """,
            new { id, organization }
        );
        return id;
    }

    /// <summary>Writes down which documents, in the order of printing: what is issued later does not join.</summary>
    private static Task<int> Select(Sql sql, CreateNoticeBatchRequest request, Id id, FiscalCode organization, Id? departmentId) =>
        sql.Execute(
            $"""
            INSERT INTO NoticeBatchSelections (BatchId, Ordinal, DocumentId)
            SELECT @id, ROW_NUMBER() OVER (ORDER BY {(
                request.Order == PrintOrder.ExternalId
                    ? "d.ExternalId, d.Id"
                    : "d.DebtorPostalCode, d.DebtorCity, d.DebtorStreet, d.DebtorCivicNumber, d.DebtorName, d.Id"
            )}), d.Id
              FROM PaymentDocuments d
             WHERE d.State <> 'staged'
               AND d.OrganizationFiscalCode = @organization
               {Sql.When(departmentId, "AND d.DepartmentId = @departmentId")}
               {Sql.When(request.State, "AND d.State = @State")}
               {Sql.When(
                request.BulkLoadId,
                "AND d.Id IN (SELECT r.DocumentId FROM BulkLoadResults r WHERE r.LoadId = @BulkLoadId AND r.DocumentId IS NOT NULL)"
            )}
               AND (@all = 1 OR d.Id IN ({sql.Dialect.TextsOf("@documents")}))
               {Sql.When(request.IssuedFrom, "AND d.IssuedAt >= @from")}
               {Sql.When(request.IssuedTo, "AND d.IssuedAt < @to")}
               {Sql.When(request.Year, "AND EXISTS (SELECT 1 FROM DebtItems i WHERE i.DocumentId = d.Id AND i.Year = @Year)")}
               {Sql.When(
                request.RevenueType,
                """
                AND EXISTS (SELECT 1
                              FROM DebtItems i
                             INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
                             WHERE i.DocumentId = d.Id
                               AND t.Code = @RevenueType)
                """
            )}
            """,
            new
            {
                id,
                organization,
                departmentId,
                request.State,
                request.BulkLoadId,
                request.Year,
                request.RevenueType,
                all = request.DocumentIds is null,
                documents = StoredJson.Write(request.DocumentIds ?? []),
                from = request.IssuedFrom is { } first ? Rome.EndOf(first.PlusDays(-1)) : (Instant?)null,
                to = request.IssuedTo is { } last ? Rome.EndOf(last) : (Instant?)null,
            }
        );
}
