using System.Threading;
using System.Threading.Tasks;

namespace Dify.Cli.Demo;

/// <summary>One thing that the client can do, shown and checked.</summary>
internal abstract class DemonstrationAct
{
    /// <summary>The user on whose behalf every act works.</summary>
    protected const string User = "user-1";

    public abstract string Title { get; }

    public abstract string Explanation { get; }

    /// <summary>Plays the act.</summary>
    /// <exception cref="DemonstrationException">It did not go as the client promises.</exception>
    public abstract Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken);
}
