using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Whether receipts are addressed to a creditor of ours, and were not received before.</summary>
internal static class ReceiptAddress
{
    /// <summary>The receipts that are refused, and why. Of two with the same id the first is accepted.</summary>
    public static async Task<IReadOnlyDictionary<Arrival, NodeRefusal>> FindRefusals(Sql sql, IReadOnlyList<Arrival> arrivals)
    {
        var refusals = new Dictionary<Arrival, NodeRefusal>(ReferenceEqualityComparer.Instance);
        foreach (var alike in arrivals.GroupBy(arrival => arrival.Row.OrganizationFiscalCode))
        {
            var (address, received) = await Read(sql, alike.Key, alike);
            foreach (var arrival in alike)
            {
                if (Refuse(arrival, address, received) is { } refusal)
                {
                    refusals.Add(arrival, refusal);
                }
            }
        }

        return refusals;
    }

    private static async Task<(AddressRow? Address, HashSet<string> Received)> Read(
        Sql sql,
        FiscalCode organization,
        IEnumerable<Arrival> arrivals
    ) =>
        await sql.Several(
            $"""
            SELECT BrokerFiscalCode, StationId
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
            async results => (await results.Row<AddressRow>(), (await results.Rows<string>()).ToHashSet(StringComparer.Ordinal))
        );

    private static NodeRefusal? Refuse(Arrival arrival, AddressRow? address, HashSet<string> received)
    {
        if (address is null)
        {
            return NodeRefusal.NotOurs();
        }

        return AnswerNotice.FindWrongAddress(arrival.Request.To, address.BrokerFiscalCode, address.StationId)
            ?? (
                received.Add(arrival.Row.ReceiptId)
                    ? null
                    : new NodeRefusal(PaaFault.ReceiptAlreadyReceived, "La ricevuta era già stata acquisita.")
            );
    }

    private sealed record AddressRow
    {
        public string BrokerFiscalCode { get; init; } = "";
        public string StationId { get; init; } = "";
    }
}
