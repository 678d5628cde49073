using System.Net;
using System.Net.Http.Headers;
using Lecce.Riscossione.Tests.Host;
using Microsoft.IdentityModel.Tokens;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Forged tokens over HTTP.</summary>
public class HostileTokenTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("exp", "253402300799")]
    [InlineData("exp", "9223372036854775807")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "\"domani\"")]
    [InlineData("nbf", "-62135596800")]
    [InlineData("nbf", "-9223372036854775808")]
    [InlineData("aud", "[7,null]")]
    [InlineData("iss", "{}")]
    public async Task A_forged_token_is_a_failed_attempt_whatever_its_claims_say(string claim, string value)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Forged(claim, value));

        await client.GetAsync("/v1/organizations").ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Forged_tokens_get_429()
    {
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Riscossione__RateLimits__FailedAttemptsPerMinute"] = "2",
            }
        );
        using var client = new HttpClient { BaseAddress = api.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Forged("exp", "9223372036854775807"));
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 4; number++)
        {
            using var answer = await client.GetAsync("/v1/organizations");
            statuses.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
        }

        // The minute, and with it the count, may end in between.
        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    private static string Forged(string claim, string value)
    {
        var claims = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["iss"] = "\"urn:riscossione:dev\"",
            ["aud"] = "\"riscossione\"",
            ["sub"] = "\"dev\"",
            ["organization"] = $"\"{Psp.Lecce}\"",
            ["scope"] = "\"admin\"",
            ["exp"] = "4102444800",
            [claim] = value,
        };
        var payload = $"{{{string.Join(',', claims.Select(one => $"\"{one.Key}\":{one.Value}"))}}}";
        return $"{Base64UrlEncoder.Encode("""{"alg":"ES256","typ":"at+jwt"}""")}.{Base64UrlEncoder.Encode(payload)}.{Base64UrlEncoder.Encode(new string('A', 64))}";
    }
}
