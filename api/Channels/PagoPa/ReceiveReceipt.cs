using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// paSendRT and paSendRTV2. A receipt tells of money that is already on its way: it cannot be refused because of the state of a debt. Its
/// bytes are stored as they came, in the transaction that records the payment; if recording fails for a reason that nobody foresaw, the
/// bytes are stored by themselves and <see cref="RecordPendingReceipts"/> goes on trying, so that the answer stays true.
/// </summary>
internal static partial class ReceiveReceipt
{
    // Without a charset, which would overrule the encoding that the bytes themselves declare (RFC 7303, 3).
    private const int MostKeyLength = 255;
    private const string ContentType = "application/xml";

    /// <summary>Stores and records a receipt; returns once that is durable.</summary>
    /// <exception cref="NodeRefusal">The creditor is not ours, or the receipt came before.</exception>
    public static async Task Handle(
        Db db,
        ReceiptRequest request,
        byte[] message,
        Instant now,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        var organization = AnswerNotice.OrganizationOf(request.To);
        var receipt = RowOf(request, organization, now);
        try
        {
            var recorded = await db.Transact(sql => StoreAndRecord(sql, request, receipt, message, now), cancellation);
            PaymentMeter.Count(recorded);
            NodeMeter.CountReceipt(recorded is null ? ReceiptState.NotPaid : ReceiptState.Recorded);
        }
        catch (Exception failure) when (failure is not (NodeRefusal or OperationCanceledException))
        {
            RecordingFailed(logger, failure, receipt.Id.Value);
            await db.Transact(sql => StoreOnly(sql, request, receipt, message), cancellation);
            NodeMeter.CountReceipt(ReceiptState.Pending);
        }
    }

    /// <summary>Records the payment of a stored receipt.</summary>
    public static Task<RecordedPayment> Record(Sql sql, FiscalCode organization, ReceiptData receipt, Instant now)
    {
        var isCopy = receipt.FiscalCode != organization.Value;
        return RecordPayment.Record(
            sql,
            new IncomingPayment
            {
                Organization = organization,
                Channel = Channel.PagoPa,
                ChannelPaymentId = KeyOf(receipt),
                NoticeNumber = receipt.NoticeNumber,
                AmountCents = isCopy ? ShareOf(receipt, organization) : receipt.PaymentAmountCents,
                PaidAt = receipt.PaymentDateTime ?? now,
                PspName = WireText.Clean(receipt.Psp.CompanyName, 70),
                Actor = Channel.PagoPa,
                UnmatchedReason = isCopy ? UnmatchedReason.BeneficiaryCopy : null,
            },
            now
        );
    }

    /// <summary>False for the receipt of a payment that failed, or of nothing at all.</summary>
    public static bool TellsOfMoney(ReceiptData receipt) => receipt is { OutcomeOk: true, PaymentAmountCents: > 0 };

    /// <summary>
    /// The name under which a receipt is recorded once: its own, or the hash of it where a sender made one that is empty, endless or beyond
    /// printable ASCII, which the schema allows and no index keeps apart safely.
    /// </summary>
    private static string KeyOf(ReceiptData receipt) =>
        receipt.ReceiptId is { Length: >= 1 and <= MostKeyLength } id && id.All(letter => letter is >= '!' and <= '~')
            ? id
            : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(receipt.ReceiptId)))}";

    private static async Task<RecordedPayment?> StoreAndRecord(
        Sql sql,
        ReceiptRequest request,
        ReceiptRow receipt,
        byte[] message,
        Instant now
    )
    {
        await RequireNew(sql, request, receipt);
        if (!TellsOfMoney(request.Receipt))
        {
            await Receipts.Store(sql, receipt with { State = ReceiptState.NotPaid }, message);
            return null;
        }

        var recorded = await Record(sql, receipt.OrganizationFiscalCode, request.Receipt, now);
        await Receipts.Store(
            sql,
            receipt with
            {
                State = ReceiptState.Recorded,
                PaymentId = recorded.Payment.Id,
                DepartmentId = recorded.Payment.DepartmentId,
            },
            message
        );
        return recorded;
    }

    private static async Task StoreOnly(Sql sql, ReceiptRequest request, ReceiptRow receipt, byte[] message)
    {
        await RequireNew(sql, request, receipt);
        await Receipts.Store(sql, receipt with { State = ReceiptState.Pending }, message);
    }

    private static async Task RequireNew(Sql sql, ReceiptRequest request, ReceiptRow receipt)
    {
        var address = await sql.Row<AddressRow>(
            """
            SELECT o.BrokerFiscalCode, o.StationId,
                   (SELECT COUNT(*)
                      FROM Receipts r
                     WHERE r.OrganizationFiscalCode = o.FiscalCode
                       AND r.Channel                = @Channel
                       AND r.ReceiptId              = @ReceiptId) AS Received
              FROM Organizations o
             WHERE o.FiscalCode = @OrganizationFiscalCode
            """,
            new
            {
                receipt.Channel,
                receipt.ReceiptId,
                receipt.OrganizationFiscalCode,
            }
        );
        if (address is null)
        {
            throw AnswerNotice.NotOurs();
        }

        AnswerNotice.RequireAddress(request.To, address.BrokerFiscalCode, address.StationId);
        if (address.Received > 0)
        {
            throw new NodeRefusal(PaaFault.ReceiptAlreadyReceived, "La ricevuta era già stata acquisita.");
        }
    }

    private static ReceiptRow RowOf(ReceiptRequest request, FiscalCode organization, Instant now) =>
        new()
        {
            Id = Id.New(now),
            OrganizationFiscalCode = organization,
            Channel = Channel.PagoPa,
            ReceiptId = KeyOf(request.Receipt),
            NoticeNumber = request.Receipt.NoticeNumber,
            Format = request.Version == 2 ? "pagopa-rt-v2" : "pagopa-rt-v1",
            ContentType = ContentType,
            ReceivedAt = now,
        };

    /// <summary>Another beneficiary than the creditor is told of the whole payment; its money is its own transfers.</summary>
    private static long ShareOf(ReceiptData receipt, FiscalCode organization) =>
        receipt.Transfers.Where(transfer => transfer.FiscalCodePa == organization.Value).Sum(transfer => transfer.AmountCents)
            is > 0
                and var own
            ? own
            : receipt.PaymentAmountCents;

    [LoggerMessage(Level = LogLevel.Error, Message = "Receipt {Id} is stored but its payment could not be recorded yet")]
    private static partial void RecordingFailed(ILogger logger, Exception failure, string id);

    private sealed record AddressRow
    {
        public string BrokerFiscalCode { get; init; } = "";
        public string StationId { get; init; } = "";
        public int Received { get; init; }
    }
}
