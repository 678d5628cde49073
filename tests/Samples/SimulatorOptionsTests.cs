using System.Text.Json.Nodes;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Psp = Lecce.Riscossione.Tests.Host.Psp;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The simulator's Node asks for all the ways to pay a document.</summary>
public sealed class SimulatorOptionsTests(SimulatorHost simulator) : IClassFixture<SimulatorHost>
{
    [Fact]
    public async Task Payment_options_are_read_and_change_nothing()
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("payment-options", document);

        var step = Assert.Single(played.Steps);
        Assert.Equal(("paymentOptions", "OK"), (step.Operation, step.Outcome));
        var option = Assert.Single(JsonNode.Parse(step.Response!)!["paymentOptions"]!.AsArray());
        Assert.Equal(document.Single().NoticeNumber, (string?)option!["installments"]![0]!["nav"]);
        Assert.Equal("issued", (await simulator.Town.Read(document)).State);
    }

    [Fact]
    public async Task Payment_options_of_an_unknown_notice_are_refused_in_the_words_of_the_node()
    {
        var played = await simulator.Play(new NewPayment(Psp.Lecce, "payment-options", "301000000012345678"));

        Assert.Equal(["paymentOptions KO PPT_ERRORE_EMESSO_DA_PAA ODP-107"], played.Told);
        Assert.StartsWith("PAA_PAGAMENTO_SCONOSCIUTO", played.Steps[0].OriginalDescription, StringComparison.Ordinal);
    }
}
