using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

public sealed partial class FieldCaseTests
{
    [Theory]
    [InlineData("application/json; charset=\"utf-8\"", "CASO-01-A")]
    [InlineData("application/json; charset=UTF8", "CASO-01-B")]
    public async Task Case_01_json_is_accepted_in_every_spelling_of_its_charset(string contentType, string externalId)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(FieldOffice.Debt(externalId)));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var issued = await office.Http.PostAsync("/v1/payment-documents", content).Expect(HttpStatusCode.Created);

        Assert.Equal(externalId, (string?)issued["externalId"]);
    }

    [Fact]
    public async Task Case_01_an_unknown_encoding_is_refused_with_the_list_of_known_ones()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(FieldOffice.Debt("CASO-01-C")));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=macroman");

        var problem = await office
            .Http.PostAsync("/v1/payment-documents", content)
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        Assert.Contains("UTF-8", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Empty(await office.Documents("CASO-01-C"));
    }

    [Fact]
    public async Task Case_08_a_payment_s_instant_may_have_an_offset()
    {
        var issued = await office.Http.PostText("/v1/payment-documents", FieldOffice.Debt("CASO-08")).Expect(HttpStatusCode.Created);
        var payment = new JsonObject
        {
            ["channel"] = "counter",
            ["channelPaymentId"] = "CASO-08",
            ["documentId"] = (string?)issued["id"],
            ["amountCents"] = 12_000,
            ["paidAt"] = "2026-11-22T22:00:00+01:00",
        };

        var recorded = await office.Http.PostText("/v1/payments", payment.ToJsonString()).Expect(HttpStatusCode.Created);

        Assert.Equal("2026-11-22T21:00:00Z", (string?)recorded["paidAt"]);
    }
}
