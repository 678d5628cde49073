using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>Tokens in the name of the development issuer that it never signed, with claims and headers of every kind.</summary>
internal static class HostileTokens
{
    private static readonly string[] Claims =
    [
        "iss",
        "aud",
        "sub",
        "exp",
        "nbf",
        "iat",
        "scope",
        "organization",
        "department",
        "debtor",
        "jti",
    ];
    private static readonly string[] Headers = ["alg", "typ", "kid", "cty", "crit", "zip", "x5c", "jku", "enc"];

    private static readonly string[] Moments =
    [
        "0",
        "-1",
        "253402300799",
        "253402300800",
        "9223372036854775807",
        "-9223372036854775808",
        "1e308",
    ];

    /// <summary>One such token, or something that only looks like one.</summary>
    public static string Make(Random random)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt" };
        var claims = new JsonObject
        {
            ["iss"] = "urn:riscossione:dev",
            ["aud"] = "riscossione",
            ["sub"] = "dev",
            ["organization"] = "80008510754",
            ["scope"] = "admin",
            ["exp"] = 4_102_444_800,
        };
        claims[random.Next(2) == 0 ? "exp" : "nbf"] = JsonNode.Parse(Moments[random.Next(Moments.Length)]);
        for (var bends = random.Next(3); bends > 0; bends--)
        {
            claims[Claims[random.Next(Claims.Length)]] = Small(random);
        }

        if (random.Next(4) == 0)
        {
            header[Headers[random.Next(Headers.Length)]] = Small(random);
        }

        var token = $"{Encode(header)}.{Encode(claims)}.{Base64UrlEncoder.Encode(new string('A', random.Next(65)))}";
        return random.Next(8) switch
        {
            0 => token[..random.Next(1, token.Length)],
            1 => $"{token}.{token}",
            _ => token,
        };
    }

    // What does not fit into the headers of a request never reaches the program.
    private static JsonNode? Small(Random random)
    {
        var value = Hostile.Json(random);
        return value is null || value.ToJsonString().Length < 2_000 ? value : null;
    }

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
