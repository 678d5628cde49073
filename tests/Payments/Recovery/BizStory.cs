using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Payments.Recovery;

/// <summary>A receipt as pagoPA's service writes it: euros as numbers, members that are null.</summary>
internal sealed record BizStory(string Iur, string NoticeNumber, long AmountCents)
{
    public string Organization { get; init; } = Psp.Lecce;
    public string Outcome { get; init; } = "OK";
    public string Iuv { get; init; } = NoticeNumber[1..];

    /// <summary>The amount as it stands in the JSON; null for the usual form.</summary>
    public string? Amount { get; init; }

    /// <summary>The amount of the only transfer as it stands in the JSON; null for that of the payment.</summary>
    public string? TransferAmount { get; init; }

    public string Mbd { get; init; } = "null";

    /// <summary>The members that say when the payer paid.</summary>
    public string PaidAt { get; init; } =
        """
            "paymentDateTime":"2026-11-20","paymentDateTimeFormatted":"2026-11-20T18:30:15.5","applicationDate":"2026-11-20"
            """;

    public string Json
    {
        get
        {
            var amount = Amount ?? Api.Kernel.Amount.ToDecimalText(AmountCents);
            return $$"""
                {"receiptId":"{{Iur}}","noticeNumber":"{{NoticeNumber}}","fiscalCode":"{{Organization}}","outcome":"{{Outcome}}",
                 "creditorReferenceId":"{{Iuv}}","paymentAmount":{{amount}},"description":"TARI 2026","companyName":"Comune di Lecce",
                 "officeName":null,"debtor":{"entityUniqueIdentifierType":"F","entityUniqueIdentifierValue":"RSSMRA45C12F205C","fullName":"Mario Rossi"},
                 "transferList":[{"idTransfer":1,"transferAmount":{{TransferAmount
                    ?? amount}},"fiscalCodePA":"{{Organization}}","iban":"IT60X0542811101000000123456","mbdAttachment":{{Mbd}},
                   "remittanceInformation":"/RFB/{{Iuv}}","transferCategory":"9/0101101IM/","metadata":null}],
                 "idPSP":"ABI03069","pspFiscalCode":null,"pspPartitaIVA":null,"pspCompanyName":"Banca d'Esempio","idChannel":"00799960158_01",
                 "channelDescription":"app","payer":null,"paymentMethod":"CP","fee":1.5,"primaryCiIncurredFee":null,"idBundle":null,
                 "idCiBundle":null,{{PaidAt}},"transferDate":"2026-11-23","metadata":null}
                """;
        }
    }
}
