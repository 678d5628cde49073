using System.ComponentModel.DataAnnotations;
using System.Text.Json;
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
    internal const int FirstYear = 1950;
    internal const int LastYear = 2100;
    internal const int MaxDocuments = 10_000;
    internal const int MaxCode = 40;

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
    [MaxLength(MaxDocuments)]
    public IReadOnlyList<string>? DocumentIds { get; init; }

    /// <summary>I documenti con una voce di questo tipo di entrata.</summary>
    [MaxLength(MaxCode)]
    public string? RevenueType { get; init; }

    /// <summary>I documenti con una voce di questo anno.</summary>
    [Range(FirstYear, LastYear)]
    public int? Year { get; init; }

    /// <summary>I documenti emessi da questo giorno.</summary>
    public LocalDate? IssuedFrom { get; init; }

    /// <summary>I documenti emessi fino a questo giorno compreso.</summary>
    public LocalDate? IssuedTo { get; init; }

    /// <summary>I documenti in questo stato.</summary>
    [MaxLength(20), ExtensibleEnum(typeof(DocumentState))]
    public string? State { get; init; }

    /// <summary>Ordine di stampa: address (CAP, città, via, civico, nome) o externalId. Se manca, address.</summary>
    [MaxLength(12), ExtensibleEnum(PrintOrder.Address, PrintOrder.ExternalId)]
    public string? Order { get; init; }

    /// <summary>Lingua oltre all'italiano: de, en, fr, sl; it per il solo italiano. Se manca, quella dell'ente.</summary>
    [MaxLength(2), ExtensibleEnum("it", "de", "en", "fr", "sl")]
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
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        Check(request);
        // Counting many documents would keep other writers waiting, so it is done before. They are chosen afterwards: NoticeSelection.
        var (tenant, total) = await db.Snapshot(sql => Look(sql, request, caller), cancellation);
        return await once.Transact(
            async sql =>
            {
                var id = await Store(sql, request, tenant, total, caller, clock.GetCurrentInstant());
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
        validation.Require(
            request.Year is null or (>= CreateNoticeBatchRequest.FirstYear and <= CreateNoticeBatchRequest.LastYear),
            "/year",
            "year-out-of-range",
            $"L'anno va dal {CreateNoticeBatchRequest.FirstYear} al {CreateNoticeBatchRequest.LastYear}."
        );
        validation.OptionalText("/revenueType", request.RevenueType, CreateNoticeBatchRequest.MaxCode);
        CheckDocuments(request.DocumentIds ?? [], validation);
        validation.ThrowIfAny();
    }

    private static void CheckDocuments(IReadOnlyList<string> ids, Validation validation)
    {
        const int Max = CreateNoticeBatchRequest.MaxDocuments;
        validation.Require(ids.Count <= Max, "/documentIds", "documents-out-of-range", $"Al più {Max} documenti.");
        for (var index = 0; index < Math.Min(ids.Count, Max); index++)
        {
            validation.Require(
                Id.TryParse(ids[index], out _),
                $"/documentIds/{index}",
                "id-invalid",
                "L'identificativo di un documento ha 26 caratteri."
            );
        }
    }

    /// <summary>The tenant of the request, and how many documents satisfy it.</summary>
    private static async Task<(Tenant Tenant, int Total)> Look(Sql sql, CreateNoticeBatchRequest request, Caller caller)
    {
        var tenant =
            await Tenant.Find(sql, caller, request.Organization, request.Department)
            ?? throw new Refusal(Codes.OrganizationNotFound, "Indicare l'ente: questa chiave non appartiene a un ente solo.");
        if (request.BulkLoadId is { } load)
        {
            await BulkLoadRow.Find(sql, load, caller);
        }

        var total = await NoticeSelection.Count(sql, request, tenant.Organization, tenant.DepartmentId, caller.RevenueTypes);
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

        return (tenant, total);
    }

    private static async Task<Id> Store(Sql sql, CreateNoticeBatchRequest request, Tenant tenant, int total, Caller caller, Instant now)
    {
        var id = Id.New(now);
        await sql.Execute(
            """
            INSERT INTO NoticeBatches
                (Id, OrganizationFiscalCode, DepartmentId, Language, State, Actor, Total, NextOrdinal, Made, Refused, Pages, CreatedAt, UpdatedAt,
                 Conditions, RevenueTypes)
            VALUES
                (@id, @Organization, @DepartmentId, @Language, 'waiting', @Actor, @total, 1, 0, 0, 0, @now, @now, @conditions, @revenueTypes)
            """,
            new
            {
                id,
                tenant.Organization,
                tenant.DepartmentId,
                request.Language,
                caller.Actor,
                total,
                now,
                conditions = JsonSerializer.Serialize(request, Json.Options),
                revenueTypes = caller.RevenueTypes?.Text,
            }
        );
        await sql.Execute(
            """
            INSERT INTO NoticeBatchLogos (BatchId, Content)
            SELECT @id, Content
              FROM OrganizationLogos
             WHERE OrganizationFiscalCode = @Organization
            """,
            new { id, tenant.Organization }
        );
        return id;
    }
}
