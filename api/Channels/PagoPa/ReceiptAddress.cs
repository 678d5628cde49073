using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Whether receipts are addressed to a creditor of ours, and were not received before. Broker and station do not matter: the receipts of an
/// organization that has moved still name the former ones, and cannot be addressed anew.
/// </summary>
internal static class ReceiptAddress
{
    /// <summary>The receipts that are refused, and why. Of two with the same id the first is accepted.</summary>
    public static async Task<IReadOnlyDictionary<Arrival, NodeRefusal>> FindRefusals(Sql sql, IReadOnlyList<Arrival> arrivals)
    {
        var refusals = new Dictionary<Arrival, NodeRefusal>(ReferenceEqualityComparer.Instance);
        foreach (var alike in arrivals.GroupBy(arrival => arrival.Row.OrganizationFiscalCode))
        {
            var (isOurs, received) = await Read(sql, alike.Key, alike);
            foreach (var arrival in alike)
            {
                if (Refuse(arrival, isOurs, received) is { } refusal)
                {
                    refusals.Add(arrival, refusal);
                }
            }
        }

        return refusals;
    }

    private static async Task<(bool IsOurs, HashSet<string> Received)> Read(
        Sql sql,
        FiscalCode organization,
        IEnumerable<Arrival> arrivals
    ) =>
        await sql.Several(
            $"""
            SELECT FiscalCode
              FROM Organizations
             WHERE FiscalCode = @organization;
            SELECT ReceiptId
              FROM Receipts
             WHERE OrganizationFiscalCode = @organization
               AND Channel                = @channel
               AND ReceiptId IN ({sql.Dialect.TextsOf("@receiptIds")})
            """,
            new
            {
                organization,
                channel = Channel.PagoPa,
                receiptIds = StoredJson.Write(arrivals.Select(arrival => arrival.Row.ReceiptId)),
            },
            async results => ((await results.Rows<string>()).Count > 0, (await results.Rows<string>()).ToHashSet(StringComparer.Ordinal))
        );

    private static NodeRefusal? Refuse(Arrival arrival, bool isOurs, HashSet<string> received) =>
        !isOurs ? NodeRefusal.NotOurs()
        : received.Add(arrival.Row.ReceiptId) ? null
        : new NodeRefusal(PaaFault.ReceiptAlreadyReceived, "La ricevuta era già stata acquisita.");
}
