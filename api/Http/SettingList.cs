namespace Lecce.Riscossione.Api.Http;

/// <summary>Reads a list setting: one value separated by commas, or one entry per value (<c>…:0</c>, <c>…:1</c>).</summary>
internal static class SettingList
{
    public static IReadOnlyList<string> Of(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        return
        [
            .. section
                .GetChildren()
                .Select(child => child.Value)
                .Prepend(section.Value)
                .SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
    }
}
