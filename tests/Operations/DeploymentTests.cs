using System.Net;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>The deployment files, checked without systemd or a container engine.</summary>
public sealed class DeploymentTests
{
    private const string Dockerfile = "api/Dockerfile";

    [SkippableFact]
    public async Task The_program_works_under_the_system_call_filter_of_the_systemd_unit()
    {
        var unit = SystemdUnit.Read("docs/deploy/riscossione.service");
        var launcher = await Seccomp.Launcher(unit);

        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOTNET_EnableDiagnostics"] = "0",
                ["Riscossione__DrainSeconds"] = "0",
            },
            launcher: launcher
        );
        using var client = api.Client(api.AdminKey);
        await client.PostText("/v1/api-keys", """{"name":"Gestionale","scopes":["documents:read"]}""").Expect(HttpStatusCode.Created);

        api.Terminate();
        Assert.Equal(0, await api.Ended());
    }

    [SkippableFact]
    public async Task The_launcher_refuses_a_system_call_outside_of_the_unit()
    {
        var unit = SystemdUnit.Read("docs/deploy/riscossione.service");
        Assert.DoesNotContain("chroot", await Seccomp.Allowed(unit));
        const string Call = "import os\ntry:\n  os.chroot('/')\nexcept PermissionError: print('refused')";

        Assert.Equal("refused", (await Seccomp.Run([.. await Seccomp.Launcher(unit), "python3", "-c", Call])).Trim());
    }

    [Fact]
    public void The_image_s_user_owns_the_data_directory_before_it_becomes_a_volume()
    {
        var lines = Repository.Text(Dockerfile).Split('\n').Select(line => line.Trim()).ToList();
        var last = lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal));

        var made = lines.FindIndex(line =>
            line.StartsWith("RUN mkdir", StringComparison.Ordinal) && line.EndsWith("/data", StringComparison.Ordinal)
        );
        var given = lines.IndexOf("COPY --from=build --chown=$APP_UID:$APP_UID /data /data");
        var user = lines.IndexOf("USER $APP_UID");
        var volume = lines.IndexOf("VOLUME /data");

        Assert.InRange(made, 0, last);
        Assert.InRange(given, last, user);
        Assert.True(user < volume);
        Assert.Contains(lines, line => line.Contains("Riscossione__DataDirectory=/data", StringComparison.Ordinal));
    }
}
