using System.Diagnostics;
using System.Runtime.InteropServices;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>
/// Applies a systemd unit's system call filter and address families to a command through seccomp. The groups are systemd's
/// (<c>systemd-analyze syscall-filter</c>); without seccomp, Python or systemd-analyze the test is skipped.
/// </summary>
internal static class Seccomp
{
    private const string Library = "libseccomp.so.2";
    private static readonly Dictionary<string, int> Errors = new(StringComparer.Ordinal) { ["EPERM"] = 1, ["EACCES"] = 13 };

    private static readonly Dictionary<string, int> Families = new(StringComparer.Ordinal)
    {
        ["AF_UNIX"] = 1,
        ["AF_INET"] = 2,
        ["AF_INET6"] = 10,
        ["AF_NETLINK"] = 16,
    };

    /// <summary>The command prefix that applies the unit's filter.</summary>
    public static async Task<IReadOnlyList<string>> Launcher(SystemdUnit unit)
    {
        SkipUnlessAvailable();
        var action = unit["SystemCallErrorNumber"].LastOrDefault();
        return
        [
            "python3",
            Path.Combine(Repository.Root, "tests/Operations/seccomp.py"),
            string.Join(',', await Allowed(unit)),
            action is null ? "kill" : $"{Errors[action]}",
            string.Join(',', unit["RestrictAddressFamilies"].SelectMany(Words).Select(family => Families[family])),
        ];
    }

    /// <summary>The system calls that the unit allows: the first list without the lists that begin with a tilde.</summary>
    public static async Task<IReadOnlySet<string>> Allowed(SystemdUnit unit)
    {
        SkipUnlessAvailable();
        var groups = Groups(await Run(["systemd-analyze", "syscall-filter"]));
        var allowed = Resolve("@default", groups).ToHashSet(StringComparer.Ordinal);
        foreach (var list in unit["SystemCallFilter"])
        {
            if (list.StartsWith('~'))
            {
                allowed.ExceptWith(Words(list[1..]).SelectMany(word => Resolve(word, groups)));
            }
            else
            {
                allowed.UnionWith(Words(list).SelectMany(word => Resolve(word, groups)));
            }
        }

        return allowed;
    }

    public static async Task<string> Run(IReadOnlyList<string> command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return printed;
    }

    private static void SkipUnlessAvailable()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "System calls are filtered on Linux only.");
        Skip.IfNot(NativeLibrary.TryLoad(Library, out _), $"{Library} is not installed.");
        foreach (var tool in (string[])["python3", "systemd-analyze"])
        {
            Skip.IfNot(
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))),
                $"{tool} is not installed."
            );
        }
    }

    private static Dictionary<string, List<string>> Groups(string printed)
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var members = new List<string>();
        foreach (var line in printed.Split('\n').Where(line => line.Trim() is [not '#', ..]))
        {
            if (line.StartsWith('@'))
            {
                groups[line.Trim()] = members = [];
            }
            else if (line.StartsWith(' '))
            {
                members.Add(line.Trim());
            }
        }

        return groups;
    }

    private static IEnumerable<string> Resolve(string word, Dictionary<string, List<string>> groups) =>
        word.StartsWith('@') ? groups[word].SelectMany(member => Resolve(member, groups)) : [word];

    private static string[] Words(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
