using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

public sealed partial class FieldCaseTests
{
    [Fact]
    public async Task Case_13_a_foreign_driver_is_billed_by_identifier_and_is_ANONIMO_to_the_Node_only()
    {
        var byWord = FieldOffice.Debt("CASO-13-A", debt => debt["debtor"]!["fiscalCode"] = "ANONIMO");
        var byIdentity = FieldOffice.Debt(
            "CASO-13-B",
            debt =>
                debt["debtor"] = JsonNode.Parse(
                    """{"kind":"F","foreign":{"identifier":"B-LN 4821","country":"DE"},"fullName":"Ulrike Baumann"}"""
                )
        );

        var refused = await office
            .Http.PostText("/v1/payment-documents", byWord)
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        var issued = await office.Http.PostText("/v1/payment-documents", byIdentity).Expect(HttpStatusCode.Created);
        var number = (string)issued["options"]![0]!["installments"]![0]!["noticeNumber"]!;
        var asked = await office.Api.Psp.GetV2(number);
        var found = await office
            .Http.PostText("/v1/payment-documents/searches", """{"debtorForeign":{"identifier":"b-ln 4821","country":"DE"}}""")
            .Expect(HttpStatusCode.OK);

        Assert.Equal("/debtor/fiscalCode", Assert.Single(refused.Pointers()));
        Assert.Equal(("ANONIMO", "Ulrike Baumann"), (asked["entityUniqueIdentifierValue"], asked["fullName"]));
        Assert.Equal((string?)issued["id"], (string?)Assert.Single(found["items"]!.AsArray())!["id"]);
        await office
            .Http.PostText("/v1/payment-documents/searches", """{"debtorFiscalCode":"ANONIMO"}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case_14_a_department_sends_metadata_of_the_dictionary(bool v2)
    {
        var debt = FieldOffice.Debt(
            $"CASO-14-{v2}",
            debt =>
            {
                debt["metadata"] = JsonNode.Parse("""[{"key":"annualita","value":"2026"}]""");
                debt["items"] = JsonNode.Parse(
                    """
                    [{"revenueType":"tari","year":2026,"amountCents":20000,"metadata":[{"key":"tributo","value":"rifiuti"}]},
                     {"revenueType":"tefa","year":2026,"amountCents":1000,"metadata":[{"key":"tributo","value":"provincia"}]}]
                    """
                );
            }
        );

        var issued = await office.Http.PostText("/v1/payment-documents", debt).Expect(HttpStatusCode.Created);
        var number = (string)issued["options"]![0]!["installments"]![0]!["noticeNumber"]!;
        var answer = v2 ? await office.Api.Psp.GetV2(number) : await office.Api.Psp.Get(number);

        var pairs = XDocument
            .Parse(Encoding.UTF8.GetString(answer.Bytes))
            .Descendants("mapEntry")
            .Select(entry => (entry.Parent!.Parent!.Name.LocalName, entry.Element("key")!.Value, entry.Element("value")!.Value));
        Assert.Equal([("transfer", "tributo", "rifiuti"), ("transfer", "tributo", "provincia"), ("data", "annualita", "2026")], pairs);
    }
}
