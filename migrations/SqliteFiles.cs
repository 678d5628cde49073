namespace Lecce.Riscossione.Migrations;

/// <summary>How the files of an SQLite database are opened.</summary>
internal static class SqliteFiles
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Options for a file that one process at a time and only its owner can open.</summary>
    public static FileStreamOptions ForOwner(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>True when a file could not be opened because another process has it open.</summary>
    public static bool IsInUse(IOException failure) => SharingViolations.Contains(failure.HResult);
}
