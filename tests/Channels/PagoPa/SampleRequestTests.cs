using System.Text;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The requests that pagoPA publishes as samples: as they are, and with our address in the place of theirs.</summary>
public sealed class SampleRequestTests(NodeHost node) : IClassFixture<NodeHost>
{
    private const string SampleOrganization = "77777777777"; // its check digit is wrong
    private const string Undeclared = "xmlns:nod=\"http://pagopa-api.pagopa.gov.it/node/nodeForPsp.xsd\"";
    private const string Declared = "xmlns:pafn=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"";

    [ReferenceFact]
    public async Task The_samples_unchanged_are_malformed_or_for_an_unknown_organization()
    {
        Assert.All(await Answers("paVerifyPaymentNotice", AsItIs), answer => Assert.Equal("PAA_SINTASSI_EXTRAXSD", answer.Fault));
        Assert.All(await Answers("paGetPayment", AsItIs), answer => Assert.Equal("PAA_ID_DOMINIO_ERRATO", answer.Fault));
        Assert.All(await Answers("paSendRT", AsItIs), answer => Assert.Equal("PAA_ID_DOMINIO_ERRATO", answer.Fault));
    }

    [ReferenceFact]
    public async Task Addressed_to_us_questions_are_about_unknown_notices()
    {
        Assert.All(await Answers("paVerifyPaymentNotice", Ours), answer => Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", answer.Fault));
        Assert.All(await Answers("paGetPayment", Ours), answer => Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", answer.Fault));
    }

    [ReferenceFact]
    public async Task Addressed_to_us_the_receipt_is_taken_and_left_unmatched()
    {
        Assert.Equal("OK", Assert.Single(await Answers("paSendRT", Ours)).Outcome);

        var payment = Assert.Single(await node.PaymentsOf("f43cf6263ddb47248222b039f6d1f1f5"));
        Assert.Equal(("unmatched", "notice-unknown", 1_000L), (payment.Outcome, payment.Reason, payment.AmountCents));
    }

    private async Task<IReadOnlyList<NodeAnswer>> Answers(string operation, Func<string, string> change)
    {
        List<NodeAnswer> answers = [];
        foreach (var file in Directory.EnumerateFiles(Reference.PathOf("pagopa/sample-requests"), $"{operation}Req_*.xml"))
        {
            answers.Add(await node.Post(Encoding.UTF8.GetBytes(change(await File.ReadAllTextAsync(file))), $"\"{operation}\""));
        }

        Assert.NotEmpty(answers);
        return answers;
    }

    private static string AsItIs(string sample) => sample;

    private static string Ours(string sample) =>
        sample.Replace(Undeclared, Declared, StringComparison.Ordinal).Replace(SampleOrganization, Psp.Lecce, StringComparison.Ordinal);
}
