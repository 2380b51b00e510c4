using System;
using Dify.Cli.Localization;

namespace Dify.Cli.Doctor;

/// <summary>What is known of the versions of Dify.</summary>
internal static class ServerVersion
{
    public const string HeaderName = "X-Version";

    private static readonly Version Oldest = new(1, 11);
    private static readonly Version WithForms = new(1, 14);
    private static readonly Version FirstWithStopMark = new(1, 16, 0);
    private static readonly Version LastWithStopMark = new(1, 16, 1);

    public static Finding Judge(string text)
    {
        // A build of one's own may have a suffix: 1.14.2-fix1.
        if (!Version.TryParse(text.Split('-', '+', ' ')[0], out var version))
        {
            return Finding.Unchecked(Checks.Version, CliText.Get("DoctorVersionUnknown"));
        }

        if (version < Oldest)
        {
            return Finding.Warning(Checks.Version, CliText.Format("DoctorTooOld", Oldest), CliText.Format("DoctorUpgrade", Oldest));
        }

        if (version < WithForms)
        {
            return Finding.Warning(Checks.Version, CliText.Get("DoctorNoForms"), CliText.Format("DoctorUpgrade", WithForms));
        }

        return version >= FirstWithStopMark && version <= LastWithStopMark
            ? Finding.Warning(Checks.Version, CliText.Get("DoctorStopMark"), CliText.Get("DoctorStopMarkRemedy"))
            : Finding.Ok(Checks.Version, CliText.Get("DoctorVersionFine"));
    }
}
