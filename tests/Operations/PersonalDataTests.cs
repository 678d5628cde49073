using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Operations;

public class PersonalDataTests
{
    [Theory]
    [InlineData("MARIA ROSSI")]
    [InlineData("RSSMRA01A41E506")]
    public async Task A_person_in_the_log_of_any_test_fails_it(string planted)
    {
        var town = new Town();
        await town.InitializeAsync();
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var code = Sample.Person(1);
        var line = code.StartsWith(planted, StringComparison.Ordinal) ? code : planted;

        town.Api.Services.GetRequiredService<ILogger<PersonalDataTests>>().LogWarning("About {Somebody}", line);

        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(town.DisposeAsync);
        Assert.Contains("The log contains personal data", failure.Message, StringComparison.Ordinal);
    }
}
