using System.CommandLine;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Commands;

/// <summary><c>dify profile</c>: the apps of a user, each with its key and its server.</summary>
internal sealed class ProfileCommand : Command
{
    private readonly CommandHost host;
    private readonly Argument<string> name = new("NAME") { Description = CliText.Get("ProfileNameArgument") };

    public ProfileCommand(CommandHost host)
        : base("profile", CliText.Get("ProfileDescription"))
    {
        this.host = host;
        Add(new ProfileAddCommand(host));
        Add(List());
        Add(Change("use", "ProfileUseDescription", (file, chosen) =>
        {
            Known(file, chosen);
            file.Use(chosen);
        }));
        Add(Change("remove", "ProfileRemoveDescription", (file, chosen) =>
        {
            Known(file, chosen);
            file.Remove(chosen);
        }));
    }

    /// <exception cref="UsageException">The environment names no folder to keep it in, or the file cannot be used.</exception>
    public static ProfileFile Open(CommandHost host)
        => ProfileFile.Read(host.Environment.ProfilePath ?? throw new UsageException(CliText.Get("ProfilesNowhere")));

    private static void Known(ProfileFile file, string chosen)
    {
        if (!file.Profiles.ContainsKey(chosen))
        {
            throw new UsageException(
                CliText.Format("ProfileUnknown", chosen, file.Profiles.Count > 0 ? string.Join(", ", file.Profiles.Keys) : "–"));
        }
    }

    private Command Change(string verb, string description, System.Action<ProfileFile, string> change)
    {
        var command = new Command(verb, CliText.Get(description)) { name };
        host.SetAction(command, (parsed, _) =>
        {
            var file = Open(host);
            change(file, parsed.GetRequiredValue(name));
            file.Write();
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private Command List()
    {
        var command = new Command("list", CliText.Get("ProfileListDescription"));
        host.SetAction(command, (parsed, _) =>
        {
            Show(Open(host), parsed.GetValue(host.Json));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    // A key is never shown: whoever looks at the screen could take it.
    private void Show(ProfileFile file, bool asJson)
    {
        var list = new ListTable("Name", "Default", "Kind", "BaseUrl", "KeyVariable");
        var json = new JArray();
        foreach (var (chosen, profile) in file.Profiles)
        {
            var isDefault = chosen == file.Default;
            list.Add(chosen, CliText.Get(isDefault ? "Yes" : "No"), profile.Kind, profile.BaseUrl, profile.KeyVariable);
            json.Add(new JObject
            {
                ["name"] = chosen,
                ["is_default"] = isDefault,
                ["kind"] = profile.Kind,
                ["base_url"] = profile.BaseUrl,
                ["key_variable"] = profile.KeyVariable,
            });
        }

        if (asJson)
        {
            host.Terminal.WriteJson(json);
        }
        else
        {
            host.Terminal.Write(list.Content);
        }
    }
}
