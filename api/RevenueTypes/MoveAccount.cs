using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Timeline;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes;

/// <summary>Spostamento sul conto attuale di un tipo di entrata di ciò che resta da pagare su un altro.</summary>
public sealed record MoveRevenueTypeAccountRequest
{
    /// <summary>IBAN del conto che si lascia: si sposta solo ciò che oggi andrebbe su quel conto.</summary>
    [MinLength(15), MaxLength(42)]
    public required string FromIban { get; init; }

    /// <summary>Motivo dello spostamento (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Vero per sapere che cosa accadrebbe, senza alcun effetto.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Quanti documenti spostare con questa richiesta, da 1 a 1000 (500 se manca).</summary>
    [Range(1, 1_000)]
    public int? Limit { get; init; }

    /// <summary>Cursore della risposta precedente, per proseguire.</summary>
    [MaxLength(200)]
    public string? Cursor { get; init; }
}

/// <summary>Che cosa è stato spostato.</summary>
public sealed record AccountMove
{
    /// <summary>Vero se è stata solo una prova.</summary>
    public required bool DryRun { get; init; }

    /// <summary>IBAN del conto lasciato.</summary>
    [MaxLength(34)]
    public required string FromIban { get; init; }

    /// <summary>IBAN del conto attuale del tipo di entrata.</summary>
    [MaxLength(34)]
    public required string ToIban { get; init; }

    /// <summary>Documenti interessati.</summary>
    public required int Documents { get; init; }

    /// <summary>Rate interessate.</summary>
    public required int Installments { get; init; }

    /// <summary>Identificativi dei documenti lasciati com'erano, perché una rata avrebbe più accrediti o metadati di quanti pagoPA ammette.</summary>
    [MaxLength(1_000)]
    public required IReadOnlyList<string> SkippedDocuments { get; init; }

    /// <summary>Da passare come cursor per proseguire con gli altri documenti; assente quando non ce ne sono più.</summary>
    [MaxLength(200)]
    public string? NextCursor { get; init; }
}

/// <summary>Ciò che resta da pagare va su un altro conto</summary>
/// <remarks>Il conto del tipo di entrata è cambiato, e l'ente ha spostato ciò che non era pagato.</remarks>
/// <param name="RevenueType">Codice del tipo di entrata.</param>
/// <param name="FromIban">IBAN del conto lasciato.</param>
/// <param name="ToIban">IBAN del conto attuale.</param>
/// <param name="Installments">Posizioni delle rate interessate.</param>
/// <param name="Reason">Motivo.</param>
internal sealed record AccountMoved(
    [property: MaxLength(40)] string RevenueType,
    [property: MaxLength(34)] string FromIban,
    [property: MaxLength(34)] string ToIban,
    [property: MaxLength(1_000)] IReadOnlyList<int> Installments,
    [property: MaxLength(500)] string Reason
) : ITimelineEvent
{
    public static string Type => "payment-document.account-moved";
    public static object Example =>
        new AccountMoved("tari", "IT91V0542811101000000506001", "IT60X0542811101000000123456", [2], "Nuovo conto di tesoreria");
}

internal static class MoveAccount
{
    private const int UsualLimit = 500;
    private const int MaxLimit = 1_000;

    /// <summary>
    /// Sends what is still unpaid of a revenue type, and would go to an account that it has left, to its present account. Each request moves some
    /// documents in one transaction, so that other writers wait for some and not for all; a dry run does the same and rolls back.
    /// </summary>
    public static async Task<Ok<AccountMove>> Handle(
        string organization,
        string revenueType,
        MoveRevenueTypeAccountRequest request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var wish = Check(organization, revenueType, request);
        return wish.DryRun ? await once.Rehearse(Answer, cancellation) : await once.Transact(Answer, cancellation);

        async Task<Ok<AccountMove>> Answer(Sql sql) => TypedResults.Ok(await Move(sql, wish, caller, clock.GetCurrentInstant()));
    }

    private static Wish Check(string organization, string revenueType, MoveRevenueTypeAccountRequest request)
    {
        var validation = new Validation();
        var from = validation.Parse<Iban>("/fromIban", request.FromIban, Iban.TryParse, "iban-invalid", "L'IBAN non è corretto.");
        var reason = validation.Text("/reason", request.Reason, 1, 500);
        validation.Require(
            request.Limit is null or (>= 1 and <= MaxLimit),
            "/limit",
            "out-of-range",
            $"Serve un numero da 1 a {MaxLimit}."
        );
        validation.ThrowIfAny();
        var filterKey = $"account-moves|{organization}|{revenueType}|{from}";
        return new Wish(organization, revenueType, from, reason, request.DryRun ?? false, request.Limit ?? UsualLimit, filterKey)
        {
            After = Cursor.Decode(request.Cursor, filterKey),
        };
    }

    private static async Task<AccountMove> Move(Sql sql, Wish wish, Caller caller, Instant now)
    {
        var owner = await Organization.RequireWritable(sql, caller, wish.Organization);
        var target = await FindTarget(sql, owner, wish);
        var found = await FindUnpaid(sql, owner, target, wish);
        var ids = found.Take(wish.Limit).ToList();
        var documents = ids.Count == 0 ? [] : await DocumentStore.LoadToChange(sql, ids);
        var moved = new List<StoredDocument>();
        var skipped = new List<string>();
        var installments = 0;
        foreach (var document in documents)
        {
            var ordinals = Move(document, target, wish, caller, now);
            if (ordinals is null)
            {
                skipped.Add(document.Row.Id.Value);
            }
            else if (ordinals.Count > 0)
            {
                installments += ordinals.Count;
                moved.Add(document);
            }
        }

        await DocumentStore.Save(sql, moved);
        return new AccountMove
        {
            DryRun = wish.DryRun,
            FromIban = wish.From.Value,
            ToIban = target.Iban.Value,
            Documents = moved.Count,
            Installments = installments,
            SkippedDocuments = skipped,
            NextCursor = found.Count > wish.Limit ? Cursor.Encode(wish.FilterKey, ids[^1].Value) : null,
        };
    }

    /// <summary>
    /// Moves the unpaid shares of a document; gives their installments, none when it was paid meanwhile, and null when one would pour more than
    /// pagoPA carries.
    /// </summary>
    private static List<int>? Move(StoredDocument document, TargetRow target, Wish wish, Caller caller, Instant now)
    {
        var shares = document
            .Allocations.Where(share => share.ResidualCents > 0 && IsTarget(document.ItemOf(share), target, wish))
            .ToList();
        foreach (var share in shares)
        {
            document.MoveTo(share, target.Iban, target.PostalIban);
        }

        var ordinals = shares.Select(share => share.InstallmentOrdinal).Distinct().Order().ToList();
        if (!ordinals.TrueForAll(ordinal => IsCarried(document, document.Installments.First(one => one.Ordinal == ordinal))))
        {
            return null;
        }

        if (ordinals.Count == 0)
        {
            return ordinals;
        }

        document.Row.UpdatedAt = now;
        document.Note(new AccountMoved(target.Code, wish.From.Value, target.Iban.Value, ordinals, wish.Reason), caller.Actor, now);
        return ordinals;
    }

    private static bool IsTarget(ItemRow item, TargetRow target, Wish wish) =>
        item.StampHash is null
        && item.RevenueTypeId == target.Id
        && item.BeneficiaryFiscalCode == target.Beneficiary
        && item.Iban == wish.From;

    /// <summary>Another account may part a transfer in two, or join two.</summary>
    private static bool IsCarried(StoredDocument document, InstallmentRow installment)
    {
        var transfers = document.TransfersOf(installment, share => share.AmountCents);
        return transfers.Count <= Allocation.MaxTransfers
            && transfers.All(transfer => transfer.Metadata is not { Count: > Metadata.MaxPairsOfTransfer });
    }

    private static async Task<TargetRow> FindTarget(Sql sql, Organization owner, Wish wish)
    {
        var target =
            await sql.Row<TargetRow>(
                """
                SELECT Id, Code, Iban, PostalIban, COALESCE(BeneficiaryFiscalCode, OrganizationFiscalCode) AS Beneficiary
                  FROM RevenueTypes
                 WHERE OrganizationFiscalCode = @FiscalCode
                   AND Code                   = @RevenueType
                """,
                new { owner.FiscalCode, wish.RevenueType }
            ) ?? throw FindRevenueTypes.NotFound();
        var validation = new Validation();
        validation.Require(
            target.Iban != wish.From,
            "/fromIban",
            "account-unchanged",
            "È già il conto del tipo di entrata: assegnargli prima quello nuovo, poi indicare qui quello che si lascia."
        );
        validation.ThrowIfAny();
        return target;
    }

    /// <summary>The first documents, and one more when there are others, with something unpaid that would go to the account left.</summary>
    private static Task<IReadOnlyList<Id>> FindUnpaid(Sql sql, Organization owner, TargetRow target, Wish wish) =>
        sql.Rows<Id>(
            $"""
            SELECT d.Id
              FROM PaymentDocuments d
             WHERE d.OrganizationFiscalCode = @FiscalCode
               AND d.State IN ('draft', 'issued', 'partially-paid')
               {Sql.When(wish.After, "AND d.Id > @After")}
               AND EXISTS (SELECT 1
                             FROM DebtItems i
                            INNER JOIN InstallmentAllocations a ON a.DocumentId = i.DocumentId AND a.ItemOrdinal = i.Ordinal
                            WHERE i.DocumentId            = d.Id
                              AND i.RevenueTypeId         = @typeId
                              AND i.BeneficiaryFiscalCode = @Beneficiary
                              AND i.StampHash IS NULL
                              AND a.ResidualCents         > 0
                              AND COALESCE(a.Iban, i.Iban) = @From)
             ORDER BY d.Id
             {sql.Dialect.FirstRows}
            """,
            new
            {
                owner.FiscalCode,
                wish.After,
                typeId = target.Id,
                target.Beneficiary,
                wish.From,
                limit = wish.Limit + 1,
            }
        );

    private sealed record Wish(string Organization, string RevenueType, Iban From, string Reason, bool DryRun, int Limit, string FilterKey)
    {
        /// <summary>The last document of the request before; null to start from the first.</summary>
        public string? After { get; init; }
    }

    private sealed record TargetRow
    {
        public Id Id { get; init; }
        public string Code { get; init; } = "";
        public Iban Iban { get; init; }
        public Iban? PostalIban { get; init; }
        public FiscalCode Beneficiary { get; init; }
    }
}
