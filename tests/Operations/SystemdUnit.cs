using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>The content of a systemd unit file: each name with its values, in order.</summary>
internal sealed class SystemdUnit(ILookup<string, string> values)
{
    public IEnumerable<string> this[string name] => values[name];

    public static SystemdUnit Read(string file) =>
        new(
            Repository
                .Text(file)
                .Split('\n')
                .Where(line => !line.StartsWith('#') && line.Contains('=', StringComparison.Ordinal))
                .Select(line => line.Split('=', 2))
                .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal)
        );
}
