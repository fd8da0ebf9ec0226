// Made by `make generate` from Themes/. Do not edit.
// swift-format-ignore-file

extension ThemeFiles {
  /// The files of the themes that are built in, by name.
  static let builtIn: [String: String] = [
    "dark": #"""
      # The theme for terminals with a dark background, and the list of all roles: a theme of your own
      # (Docs/Themes.md) may change each of them.
      #
      # It paints its own background, so that it reads on any terminal; with 16 colours or fewer the terminal's stays.
      # Contrast is promised up to this background, the brightest that is still dark.
      terminal: "#2e3440"

      roles:
        # What is read.
        text:               {color: "#d0d0d0", background: "#121212", color16: default, background16: default}
        text.dim:           {color: "#a8a8a8", color16: default}
        heading:            {color: "#d0d0d0", color16: default, style: bold}
        accent:             {color: "#5fd7d7", color16: bright-cyan, style: bold}
        match:              {background: "#5f0087", style: underline, style16: reverse, mono: reverse}
        disabled:           {color: "#949494", color16: default, style16: dim, mono: dim}

        # The frame.
        header:             {color: "#d0d0d0", color16: default}
        columns:            {color: "#a8a8a8", color16: default, style16: bold, mono: bold}
        rule:               {color: "#8a8a8a", color16: default, style16: dim, mono: dim}
        status:             {color: "#a8a8a8", color16: default}
        key:                {color: "#5fd7d7", color16: bright-cyan, mono: bold}
        overlay:            {background: "#303030"}
        overlay.title:      {background: "#303030", style16: reverse, mono: reverse}

        # Rows. Their backgrounds lie behind everything that is drawn on them.
        row.cursor:         {background: "#3a3a3a", style16: reverse, mono: reverse}
        row.cursor.away:    {background: "#262626", style16: underline, mono: underline}
        row.marked:         {background: "#5f005f", style16: bold, mono: bold}

        # Forms.
        input:              {color: "#eeeeee", color16: default, style: underline}
        input.placeholder:  {color: "#949494", color16: default, style: underline}
        selection:          {color: "#080808", background: "#5fd7d7", color16: black, background16: cyan, mono: reverse}

        # News.
        notice:             {color: "#87d7ff", color16: bright-cyan}
        notice.success:     {color: "#87d787", color16: bright-green}
        notice.warning:     {color: "#ffaf5f", color16: bright-yellow}
        error:              {color: "#ff8787", color16: bright-red, style: bold}

        # How bad a finding is. Shape and word say it too.
        severity.critical:  {color: "#ff8787", color16: bright-red, style: bold}
        severity.high:      {color: "#ffaf5f", color16: bright-yellow, mono: bold}
        severity.medium:    {color: "#d7d787", color16: yellow}
        severity.low:       {color: "#87afd7", color16: bright-blue, mono: dim}
        severity.info:      {color: "#a8a8a8", color16: default, style16: dim, mono: dim}

        # What became of it.
        state.new:          {color: "#5fd7d7", color16: bright-cyan, style: bold}
        state.acknowledged: {color: "#9e9e9e", color16: default, style16: dim, mono: dim}
        state.suppressed:   {color: "#949494", color16: default, style16: dim, mono: dim}
        state.resolved:     {color: "#949494", color16: default, style16: dim, mono: dim}
        state.stale:        {color: "#d7af5f", color16: yellow}
        state.away:         {color: "#d7af5f", color16: yellow}

        # Scores from worst to best; what nobody knows is never green.
        heat.0:             {color: "#ff8787", color16: bright-red, style: bold}
        heat.1:             {color: "#ffaf5f", color16: bright-yellow, mono: bold}
        heat.2:             {color: "#d7d787", color16: yellow}
        heat.3:             {color: "#afd787", color16: green}
        heat.4:             {color: "#87d787", color16: bright-green}
        heat.unknown:       {color: "#a8a8a8", color16: default, style16: dim, mono: dim}

        # Lines of a difference. The signs before them say it too.
        diff.added:         {color: "#87d787", color16: bright-green}
        diff.removed:       {color: "#ff8787", color16: bright-red}
      """# + "\n",
    "deuteranopia": #"""
      # The dark theme for eyes that red and green look alike to: bad is orange, good is blue. What the roles are for is said
      # in dark.yaml.
      #
      # Contrast is promised up to this background, the brightest that is still dark.
      terminal: "#2e3440"

      roles:
        text:               {color: "#d0d0d0", background: "#121212", color16: default, background16: default}
        text.dim:           {color: "#a8a8a8", color16: default}
        heading:            {color: "#d0d0d0", color16: default, style: bold}
        accent:             {color: "#5fd7d7", color16: bright-cyan, style: bold}
        match:              {background: "#00005f", style: underline, style16: reverse, mono: reverse}
        disabled:           {color: "#949494", color16: default, style16: dim, mono: dim}

        header:             {color: "#d0d0d0", color16: default}
        columns:            {color: "#a8a8a8", color16: default, style16: bold, mono: bold}
        rule:               {color: "#8a8a8a", color16: default, style16: dim, mono: dim}
        status:             {color: "#a8a8a8", color16: default}
        key:                {color: "#5fd7d7", color16: bright-cyan, mono: bold}
        overlay:            {background: "#303030"}
        overlay.title:      {background: "#303030", style16: reverse, mono: reverse}

        row.cursor:         {background: "#3a3a3a", style16: reverse, mono: reverse}
        row.cursor.away:    {background: "#262626", style16: underline, mono: underline}
        row.marked:         {background: "#00005f", style16: bold, mono: bold}

        input:              {color: "#eeeeee", color16: default, style: underline}
        input.placeholder:  {color: "#949494", color16: default, style: underline}
        selection:          {color: "#080808", background: "#5fd7d7", color16: black, background16: cyan, mono: reverse}

        notice:             {color: "#87d7ff", color16: bright-cyan}
        notice.success:     {color: "#87d7ff", color16: bright-cyan}
        notice.warning:     {color: "#ffd75f", color16: bright-yellow}
        error:              {color: "#ffaf5f", color16: bright-yellow, style: bold}

        severity.critical:  {color: "#ffaf5f", color16: bright-yellow, style: bold}
        severity.high:      {color: "#ffd787", color16: yellow, mono: bold}
        severity.medium:    {color: "#d7d7d7", color16: default}
        severity.low:       {color: "#87afff", color16: bright-blue, mono: dim}
        severity.info:      {color: "#a8a8a8", color16: default, style16: dim, mono: dim}

        state.new:          {color: "#5fd7d7", color16: bright-cyan, style: bold}
        state.acknowledged: {color: "#9e9e9e", color16: default, style16: dim, mono: dim}
        state.suppressed:   {color: "#949494", color16: default, style16: dim, mono: dim}
        state.resolved:     {color: "#949494", color16: default, style16: dim, mono: dim}
        state.stale:        {color: "#d7af5f", color16: yellow}
        state.away:         {color: "#d7af5f", color16: yellow}

        heat.0:             {color: "#ffaf5f", color16: bright-yellow, style: bold}
        heat.1:             {color: "#ffd787", color16: yellow, mono: bold}
        heat.2:             {color: "#d7d7d7", color16: default}
        heat.3:             {color: "#afd7ff", color16: cyan}
        heat.4:             {color: "#87afff", color16: bright-blue}
        heat.unknown:       {color: "#a8a8a8", color16: default, style16: dim, mono: dim}

        diff.added:         {color: "#87afff", color16: bright-blue}
        diff.removed:       {color: "#ffaf5f", color16: bright-yellow}
      """# + "\n",
    "high-contrast": #"""
      # The theme for eyes and rooms that need more contrast: 7 at least, 4.5 for what stands back. What the roles are for is
      # said in dark.yaml.
      #
      # Contrast is promised on its own background, and on a black terminal.
      terminal: "#000000"

      roles:
        text:               {color: "#ffffff", background: "#000000", color16: default, background16: default}
        text.dim:           {color: "#e4e4e4", color16: default}
        heading:            {color: "#ffffff", color16: default, style: bold}
        accent:             {color: "#5fffff", color16: bright-cyan, style: bold}
        match:              {background: "#5f005f", style: underline, style16: reverse, mono: reverse}
        disabled:           {color: "#c6c6c6", color16: default, style16: dim, mono: dim}

        header:             {color: "#ffffff", color16: default}
        columns:            {color: "#e4e4e4", color16: default, style16: bold, mono: bold, style: bold}
        rule:               {color: "#c6c6c6", color16: default, style16: dim, mono: dim}
        status:             {color: "#ffffff", color16: default}
        key:                {color: "#5fffff", color16: bright-cyan, mono: bold, style: bold}
        overlay:            {background: "#1c1c1c"}
        overlay.title:      {background: "#1c1c1c", style16: reverse, mono: reverse}

        row.cursor:         {background: "#00005f", style16: reverse, mono: reverse, style: bold}
        row.cursor.away:    {background: "#262626", style16: underline, mono: underline}
        row.marked:         {background: "#5f005f", style16: bold, mono: bold}

        input:              {color: "#ffffff", color16: default, style: underline}
        input.placeholder:  {color: "#c6c6c6", color16: default, style: underline}
        selection:          {color: "#000000", background: "#ffff00", color16: black, background16: cyan, mono: reverse}

        notice:             {color: "#afffff", color16: bright-cyan}
        notice.success:     {color: "#87ff87", color16: bright-green}
        notice.warning:     {color: "#ffd787", color16: bright-yellow}
        error:              {color: "#ffafaf", color16: bright-red, style: bold}

        severity.critical:  {color: "#ffafaf", color16: bright-red, style: bold}
        severity.high:      {color: "#ffd787", color16: bright-yellow, mono: bold}
        severity.medium:    {color: "#ffffaf", color16: yellow}
        severity.low:       {color: "#afd7ff", color16: bright-blue, mono: dim}
        severity.info:      {color: "#dadada", color16: default, style16: dim, mono: dim}

        state.new:          {color: "#5fffff", color16: bright-cyan, style: bold}
        state.acknowledged: {color: "#c6c6c6", color16: default, style16: dim, mono: dim}
        state.suppressed:   {color: "#c6c6c6", color16: default, style16: dim, mono: dim}
        state.resolved:     {color: "#c6c6c6", color16: default, style16: dim, mono: dim}
        state.stale:        {color: "#ffd787", color16: yellow}
        state.away:         {color: "#ffd787", color16: yellow}

        heat.0:             {color: "#ffafaf", color16: bright-red, style: bold}
        heat.1:             {color: "#ffd787", color16: bright-yellow, mono: bold}
        heat.2:             {color: "#ffffaf", color16: yellow}
        heat.3:             {color: "#d7ffaf", color16: green}
        heat.4:             {color: "#87ff87", color16: bright-green}
        heat.unknown:       {color: "#dadada", color16: default, style16: dim, mono: dim}

        diff.added:         {color: "#87ff87", color16: bright-green}
        diff.removed:       {color: "#ffafaf", color16: bright-red}
      """# + "\n",
    "light": #"""
      # The theme for terminals with a light background. What the roles are for is said in dark.yaml.
      #
      # It paints its own background, so that it reads on any terminal; with 16 colours or fewer the terminal's stays.
      # Contrast is promised down to this background, the darkest that is still light.
      terminal: "#eeeeee"

      roles:
        text:               {color: "#262626", background: "#ffffff", color16: default, background16: default}
        text.dim:           {color: "#626262", color16: default}
        heading:            {color: "#262626", color16: default, style: bold}
        accent:             {color: "#005f5f", color16: cyan, style: bold}
        match:              {background: "#ffff87", style: underline, style16: reverse, mono: reverse}
        disabled:           {color: "#767676", color16: default, style16: dim, mono: dim}

        header:             {color: "#262626", color16: default}
        columns:            {color: "#626262", color16: default, style16: bold, mono: bold}
        rule:               {color: "#808080", color16: default, style16: dim, mono: dim}
        status:             {color: "#626262", color16: default}
        key:                {color: "#005f5f", color16: cyan, mono: bold}
        overlay:            {background: "#eeeeee"}
        overlay.title:      {background: "#eeeeee", style16: reverse, mono: reverse}

        row.cursor:         {background: "#d7ffff", style16: reverse, mono: reverse}
        row.cursor.away:    {background: "#eeeeee", style16: underline, mono: underline}
        row.marked:         {background: "#ffffaf", style16: bold, mono: bold}

        input:              {color: "#080808", color16: default, style: underline}
        input.placeholder:  {color: "#767676", color16: default, style: underline}
        selection:          {color: "#ffffff", background: "#005f5f", color16: bright-white, background16: cyan, mono: reverse}

        notice:             {color: "#005f87", color16: blue}
        notice.success:     {color: "#005f00", color16: green}
        notice.warning:     {color: "#875f00", color16: magenta}
        error:              {color: "#af0000", color16: red, style: bold}

        severity.critical:  {color: "#af0000", color16: red, style: bold}
        severity.high:      {color: "#875f00", color16: magenta, mono: bold}
        severity.medium:    {color: "#5f5f00", color16: default}
        severity.low:       {color: "#005faf", color16: blue, mono: dim}
        severity.info:      {color: "#626262", color16: default, style16: dim, mono: dim}

        state.new:          {color: "#005f5f", color16: cyan, style: bold}
        state.acknowledged: {color: "#6c6c6c", color16: default, style16: dim, mono: dim}
        state.suppressed:   {color: "#767676", color16: default, style16: dim, mono: dim}
        state.resolved:     {color: "#767676", color16: default, style16: dim, mono: dim}
        state.stale:        {color: "#875f00", color16: magenta}
        state.away:         {color: "#875f00", color16: magenta}

        heat.0:             {color: "#af0000", color16: red, style: bold}
        heat.1:             {color: "#875f00", color16: magenta, mono: bold}
        heat.2:             {color: "#5f5f00", color16: default}
        heat.3:             {color: "#005f5f", color16: cyan}
        heat.4:             {color: "#005f00", color16: green}
        heat.unknown:       {color: "#626262", color16: default, style16: dim, mono: dim}

        diff.added:         {color: "#005f00", color16: green}
        diff.removed:       {color: "#af0000", color16: red}
      """# + "\n",
    "tritanopia": #"""
      # The dark theme for eyes that blue and green, and yellow and pink, look alike to: bad is red, good is teal. What the
      # roles are for is said in dark.yaml.
      #
      # Contrast is promised up to this background, the brightest that is still dark.
      terminal: "#2e3440"

      roles:
        text:               {color: "#d0d0d0", background: "#121212", color16: default, background16: default}
        text.dim:           {color: "#a8a8a8", color16: default}
        heading:            {color: "#d0d0d0", color16: default, style: bold}
        accent:             {color: "#5fd7d7", color16: bright-cyan, style: bold}
        match:              {background: "#5f0087", style: underline, style16: reverse, mono: reverse}
        disabled:           {color: "#949494", color16: default, style16: dim, mono: dim}

        header:             {color: "#d0d0d0", color16: default}
        columns:            {color: "#a8a8a8", color16: default, style16: bold, mono: bold}
        rule:               {color: "#8a8a8a", color16: default, style16: dim, mono: dim}
        status:             {color: "#a8a8a8", color16: default}
        key:                {color: "#5fd7d7", color16: bright-cyan, mono: bold}
        overlay:            {background: "#303030"}
        overlay.title:      {background: "#303030", style16: reverse, mono: reverse}

        row.cursor:         {background: "#3a3a3a", style16: reverse, mono: reverse}
        row.cursor.away:    {background: "#262626", style16: underline, mono: underline}
        row.marked:         {background: "#5f005f", style16: bold, mono: bold}

        input:              {color: "#eeeeee", color16: default, style: underline}
        input.placeholder:  {color: "#949494", color16: default, style: underline}
        selection:          {color: "#080808", background: "#5fd7d7", color16: black, background16: cyan, mono: reverse}

        notice:             {color: "#87d7ff", color16: bright-cyan}
        notice.success:     {color: "#5fd7d7", color16: bright-cyan}
        notice.warning:     {color: "#ffafaf", color16: bright-red}
        error:              {color: "#ff8787", color16: bright-red, style: bold}

        severity.critical:  {color: "#ff8787", color16: bright-red, style: bold}
        severity.high:      {color: "#ffafaf", color16: red, mono: bold}
        severity.medium:    {color: "#d7d7d7", color16: default}
        severity.low:       {color: "#87d7d7", color16: cyan, mono: dim}
        severity.info:      {color: "#a8a8a8", color16: default, style16: dim, mono: dim}

        state.new:          {color: "#5fd7d7", color16: bright-cyan, style: bold}
        state.acknowledged: {color: "#9e9e9e", color16: default, style16: dim, mono: dim}
        state.suppressed:   {color: "#949494", color16: default, style16: dim, mono: dim}
        state.resolved:     {color: "#949494", color16: default, style16: dim, mono: dim}
        state.stale:        {color: "#ffafaf", color16: red}
        state.away:         {color: "#ffafaf", color16: red}

        heat.0:             {color: "#ff8787", color16: bright-red, style: bold}
        heat.1:             {color: "#ffafaf", color16: red, mono: bold}
        heat.2:             {color: "#d7d7d7", color16: default}
        heat.3:             {color: "#afd7d7", color16: cyan}
        heat.4:             {color: "#5fd7d7", color16: bright-cyan}
        heat.unknown:       {color: "#a8a8a8", color16: default, style16: dim, mono: dim}

        diff.added:         {color: "#5fd7d7", color16: bright-cyan}
        diff.removed:       {color: "#ff8787", color16: bright-red}
      """# + "\n",
  ]
}
