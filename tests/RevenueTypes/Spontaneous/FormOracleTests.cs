using System.Text.Json;
using Json.Schema;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

/// <summary>Compares the evaluator with an established validator of JSON Schema. <c>RISCOSSIONE_FORMS=10000</c> is the long form.</summary>
public class FormOracleTests(ITestOutputHelper output)
{
    private const int DataPerSchema = 5;

    [Fact]
    public void Generated_schemas_and_data_get_the_verdict_of_an_established_validator()
    {
        var forms = new RandomForms(RandomForms.Seed);
        var options = new EvaluationOptions { RequireFormatValidation = true };
        var (accepted, refused) = (0, 0);
        for (var number = 0; number < RandomForms.Count; number++)
        {
            var schema = forms.Schema();
            var own = FormSchemaReader.Compile(JsonSerializer.SerializeToElement(schema), "");
            var oracle = JsonSchema.FromText(schema.ToJsonString());
            for (var turn = 0; turn < DataPerSchema; turn++)
            {
                var data = JsonSerializer.SerializeToElement(forms.Data(schema));
                var expected = oracle.Evaluate(data, options).IsValid;
                var validation = new Validation();
                own.Read(data, validation);
                Assert.True(
                    expected != validation.Failed,
                    $"Seed {RandomForms.Seed}, #{number}: expected {expected} for {data} and {schema.ToJsonString()}"
                );
                (accepted, refused) = expected ? (accepted + 1, refused) : (accepted, refused + 1);
            }
        }

        output.WriteLine($"Seed {RandomForms.Seed}: {RandomForms.Count} schemas, {accepted} data sets accepted, {refused} refused.");
        Assert.True(Math.Min(accepted, refused) > RandomForms.Count / 4, "Accepted and refused data are not both common.");
    }
}
