using System.Security.Cryptography;
using Lecce.Riscossione.Bench.Load;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>The real program, published, serving a scene as it would in production.</summary>
internal static class Product
{
    public const string Assembly = "Lecce.Riscossione.Api.dll";

    private static readonly string NodeSecret = RandomNumberGenerator.GetHexString(32);
    private static readonly string MasterSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The header by which the program knows the pagoPA Node.</summary>
    public static string NodeHeader => $"X-PagoPa-Secret: {NodeSecret}\r\n";

    public static Task<Child> Start(string programFolder, Scene scene) =>
        Child.Start(Path.Combine(programFolder, Assembly), ["--urls", "http://127.0.0.1:0"], Settings(scene));

    public static IReadOnlyDictionary<string, string> Settings(Scene scene) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // As in production, but for deliveries to this machine.
            ["ASPNETCORE_ENVIRONMENT"] = "Bench",
            ["Riscossione__DataDirectory"] = scene.Folder,
            ["Riscossione__MasterSecret"] = MasterSecret,
            ["Riscossione__PagoPa__HeaderSecret"] = NodeSecret,
            ["Riscossione__Webhooks__AllowLoopback"] = "true",
            // One asks in the place of a whole town.
            ["Riscossione__RateLimits__ReadPerMinute"] = "0",
            ["Riscossione__RateLimits__WritePerMinute"] = "0",
            ["ConnectionStrings__Riscossione"] = scene.Dialect.IsSqlServer ? scene.Dialect.ConnectionString : "",
        };
}
