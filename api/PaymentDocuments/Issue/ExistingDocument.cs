using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>The document that has an externalId now; a replaced document has passed it on.</summary>
internal sealed record ExistingDocument
{
    public Id Id { get; init; }
    public string ExternalId { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];
    public string State { get; init; } = "";

    /// <summary>The load that last issued or cancelled it.</summary>
    public Id? LoadId { get; init; }

    /// <summary>True when it was cancelled: <c>replace</c> may issue another document under its externalId.</summary>
    public bool IsCancelled => State == DocumentState.Cancelled;

    /// <summary>Finds the documents of a department that have one of these externalIds, in one statement.</summary>
    public static async Task<Dictionary<string, ExistingDocument>> Find(Sql sql, Id departmentId, IEnumerable<string> externalIds)
    {
        var rows = await sql.Rows<ExistingDocument>(
            $"""
            SELECT Id, ExternalId, ContentHash, State, LoadId
              FROM PaymentDocuments
             WHERE DepartmentId = @departmentId
               AND ExternalId IN ({sql.Dialect.TextsOf("@externalIds")})
               AND ReplacedById IS NULL
            """,
            new { departmentId, externalIds = StoredJson.Write(externalIds) }
        );
        return rows.ToDictionary(row => row.ExternalId, StringComparer.Ordinal);
    }

    /// <summary>Refuses a document that a running load has not published yet.</summary>
    /// <exception cref="Refusal"><see cref="Codes.DocumentBeingLoaded"/>.</exception>
    public void RequireVisible()
    {
        if (State == DocumentState.Staged)
        {
            throw new Refusal(
                Codes.DocumentBeingLoaded,
                "Un caricamento in corso contiene questo externalId: attendere che finisca, poi ripetere la richiesta."
            );
        }
    }

    /// <summary>The answer to a request that would issue a cancelled document again.</summary>
    public static Refusal Cancelled() =>
        new(
            Codes.DocumentCancelled,
            "Il documento con questo externalId è stato annullato: per emettere di nuovo il debito usare un altro externalId, oppure un caricamento massivo con action replace."
        );

    public static Refusal Differs() =>
        new(
            Codes.DocumentDiffers,
            "L'ufficio ha già registrato un documento con questo externalId e altro contenuto: usare un altro externalId, oppure rettificare il documento esistente."
        );
}
